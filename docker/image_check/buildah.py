# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Images and containers without an engine, in a store of our own below ``.club``."""

import contextlib
import fcntl
import json
import os
import subprocess
from pathlib import Path

from image_check import shell
from launcher import paths, system
from launcher.console import ClubError


class Buildah:
    """One store of images; nothing of the machine's own containers is touched."""

    def __init__(self):
        if os.geteuid() != 0:
            raise ClubError(
                "The container check must run as root: it unpacks root folders of other "
                "users' files and changes into them.",
                "run it as root, or leave it out: ./club test --tags '-docker'",
            )
        self.program = system.provide(
            ("buildah",), ["buildah"], "building the container image"
        )
        self.home = paths.home() / "docker"
        self.home.mkdir(parents=True, exist_ok=True)
        self.driver = self._driver()

    def _driver(self):
        """overlay shares the layers; vfs copies them all, but works everywhere."""
        for driver in ("overlay", "vfs"):
            self.driver = driver
            with contextlib.suppress(ClubError):
                self("info")
                return driver
        raise ClubError("buildah can use neither overlay nor vfs here.")

    def command(self, *arguments):
        return [
            self.program,
            f"--storage-driver={self.driver}",
            f"--root={self.home / ('store-' + self.driver)}",
            f"--runroot={self.home / 'runroot'}",
            *map(str, arguments),
        ]

    def __call__(self, *arguments, **options):
        return shell.run(self.command(*arguments), what=f"buildah {arguments[0]}", **options)

    @contextlib.contextmanager
    def alone(self):
        """One check at a time; what a killed one has left behind is cleared away."""
        with open(self.home / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self("rm", "--all")
            yield

    def has_image(self, name):
        return not subprocess.run(
            self.command("inspect", "--type=image", name), capture_output=True
        ).returncode

    def inspect(self, name):
        """Configuration of an image as an engine would see it."""
        return json.loads(self("inspect", "--type=image", name))["Docker"]["config"]

    @contextlib.contextmanager
    def container(self, image):
        """A container of an image; it is removed in the end.

        :return: its name and the folder where its files are
        """
        name = self("from", "--pull-never", image).strip()
        try:
            yield name, Path(self("mount", name).strip())
        finally:
            self("rm", name)

    def run_command(self, container, command, environment=None, volumes=(), user=None):
        """Command line that runs ``command`` in a container, in this machine's network."""
        options = ["--isolation=chroot", "--network=host"]
        options += [f"--env={name}={value}" for name, value in (environment or {}).items()]
        options += [f"--volume={volume}" for volume in volumes]
        options += [f"--user={user}"] if user else []
        return self.command("run", *options, container, "--", *command)
