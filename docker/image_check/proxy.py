# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""nginx with the configuration of docker/nginx, in front of the Odoo that was started."""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from image_check import shell
from launcher import apt, paths
from launcher.console import step

# nginx.conf as the nginx image brings it, as far as ours depends on it.
MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log notice;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    default_type application/octet-stream;
    access_log {folder}/access.log;
    sendfile on;
    keepalive_timeout 65;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/conf.d/*.conf;
}}
"""


def program():
    """nginx, from the machine or unpacked privately (installing it would start it)."""
    if found := shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"):
        return found
    unpacked = paths.home() / "docker" / "nginx"
    if not (unpacked / "usr/sbin/nginx").exists():
        debs = paths.home() / "docker" / "nginx-debs"
        apt.download(["nginx/stable"], debs)
        apt.unpack(debs, unpacked)
    return unpacked / "usr/sbin/nginx"


def filled_in(template, variables):
    """What the nginx image's start script does to a template: only known variables."""
    names = "|".join(variables)
    return re.sub(rf"\$\{{({names})\}}", lambda found: variables[found.group(1)], template)


def name_servers():
    """As the nginx image finds them with NGINX_ENTRYPOINT_LOCAL_RESOLVERS."""
    found = re.findall(r"(?m)^nameserver\s+(\S+)", Path("/etc/resolv.conf").read_text())
    return " ".join(f"[{one}]" if ":" in one else one for one in found) or "127.0.0.1"


@contextlib.contextmanager
def running(service, variables, certificate=None):
    """Serve with the templates a compose service mounts.

    :param service: the service of compose.yaml
    :param variables: instead of the service's own addresses and ports
    :param certificate: make a self-signed one for this name
    """
    folder = Path(tempfile.mkdtemp(prefix="club-nginx-"))
    folder.chmod(0o755)
    try:
        (folder / "conf.d").mkdir()
        (folder / "cache").mkdir(mode=0o777)
        (folder / "cache").chmod(0o777)
        variables = {**service["environment"], **variables, "NGINX_LOCAL_RESOLVERS": name_servers()}
        # Where the container has its mounts; otherwise the files are taken as they are.
        places = {"/var/cache/nginx": str(folder / "cache"), "/etc/nginx": str(folder)}
        for target, source in service["volumes_of"].items():
            if not target.startswith("/etc/nginx/") or not Path(source).is_file():
                continue
            text = Path(source).read_text()
            name = target.removeprefix("/etc/nginx/")
            if name.startswith("templates/"):
                text = filled_in(text, variables)
                name = "conf.d/" + Path(name).name.removesuffix(".template")
            for inside, outside in places.items():
                text = text.replace(inside, outside)
            (folder / name).write_text(text)
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
        if certificate:
            _self_signed(folder / "tls", certificate)
        yield from _serving(folder, variables["PROXY_HTTP_PORT"])
    finally:
        shutil.rmtree(folder)


def _self_signed(folder, name):
    folder.mkdir()
    shell.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
         "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    )  # fmt: skip


def _serving(folder, port):
    command = [program(), "-p", folder, "-c", folder / "nginx.conf"]
    # Warnings are failures too: a deprecated line is noticed before it is refused.
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
    if tested.returncode or "[warn]" in tested.stderr:
        raise shell.ClubError(f"nginx refuses the configuration:\n{tested.stderr}")
    step(f"nginx on port {port}")
    with open(folder / "output", "wb") as output:
        server = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    try:
        shell.wait_until(
            lambda: shell.listens(port), 15, "nginx", server, folder / "output"
        )
        yield folder
    finally:
        server.terminate()
        server.wait(timeout=30)
