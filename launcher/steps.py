# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Steps of the set-up that can be interrupted, damaged and repeated.

A step that is done leaves a stamp, written last, with the fingerprint of what it was
made from and, where it owns a folder, a census of the files in it. A step whose stamp
is missing, was made from something else, or whose folder has lost a file is done again.
"""

import contextlib
import fcntl
import hashlib
import json
import os

from launcher import paths


def fingerprint(*parts):
    """Digest of texts and of the content of files (given as paths)."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, os.PathLike) else str(part).encode()
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()[:24]


def census(folder):
    """Digest of the names of all files below a folder and their sizes.

    Compiled Python comes and goes by itself and is not counted.
    """
    digest = hashlib.sha256()
    for name, size in sorted(_files(str(folder), "")):
        digest.update(f"{name}\0{size}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:24]


def _files(folder, relative):
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        name = f"{relative}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _files(entry.path, name)
        elif not entry.name.endswith(".pyc"):
            yield name, entry.stat(follow_symlinks=False).st_size


def _stamp(name):
    return paths.stamps() / f"{name}.json"


def done(name, made_from, folder=None):
    """Whether a step is done, from the same things, and nothing of it was lost."""
    try:
        stamp = json.loads(_stamp(name).read_text())
    except (FileNotFoundError, ValueError):
        return False
    if stamp.get("made_from") != made_from:
        return False
    return folder is None or stamp.get("census") == census(folder)


def finish(name, made_from, folder=None):
    """Record a step as done; call it last."""
    stamp = {"made_from": made_from}
    if folder is not None:
        stamp["census"] = census(folder)
    write(_stamp(name), json.dumps(stamp))


def forget(name):
    """Make a step be done again."""
    _stamp(name).unlink(missing_ok=True)


def write(path, text, mode=0o644):
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w") as file:
        file.write(text)
    partial.replace(path)


@contextlib.contextmanager
def exclusive(name="lock", waiting=None):
    """Hold a lock that only one process has; the kernel frees it should we die.

    :param waiting: called once when somebody else holds it
    """
    paths.home().mkdir(parents=True, exist_ok=True)
    with open(paths.home() / name, "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting:
                waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
