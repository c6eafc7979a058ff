"""The units and the web server's settings that the how-to hands out fit the program, and are shut tight."""

import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[5]
PACKAGING, HOW_TO = ROOT / "packaging" / "casework", ROOT / "docs" / "how-to"
pytestmark = pytest.mark.skipif(not PACKAGING.is_dir(), reason="packaging/ is not here: only the package was installed")
SERVICES = ("lanthorn-casework.service", "lanthorn-casework@.service", "lanthorn-casework-back-up.service")
SHUT = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
    "PrivateDevices": "yes", "RestrictSUIDSGID": "yes", "CapabilityBoundingSet": "", "User": "lanthorn",
}  # fmt: skip
SECRETS = ("SECRET_KEY", "DATABASE_URL", "AUDIT_CHAIN_KEY", "AUDIT_SEALING_KEY")


@pytest.mark.parametrize("name", SERVICES)
def test_a_unit_runs_production_with_its_secrets_from_files_and_no_rights_of_the_system(name: str) -> None:
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign] # names of units keep their capitals
    unit.read(PACKAGING / name)
    service = dict(unit["Service"])
    assert {key: service[key] for key in SHUT} == SHUT
    text = (PACKAGING / name).read_text()
    assert "DJANGO_SETTINGS_MODULE=lanthorn.casework.settings.production" in text
    for secret in SECRETS:
        assert f"{secret}_FILE=%d/" in text


def test_every_command_that_a_unit_or_a_how_to_names_is_there() -> None:
    texts = [file.read_text() for file in PACKAGING.iterdir()]
    texts += [(HOW_TO / f"{name}.md").read_text() for name in
              ("run-casework-in-production", "back-up-and-restore", "rotate-keys")]  # fmt: skip
    named = {name for text in texts for name in re.findall(r"manage(?:\.py)? ([a-z_]+)", text)}
    named |= {name for text in texts for name in re.findall(r"lanthorn-casework@([a-z_]+)\.timer", text)}
    assert named >= {"back_up", "restore", "change_keys", "audit_verify", "chase", "migrate"}
    assert named - set(get_commands()) == set()


def test_gunicorn_opens_no_control_socket_and_listens_on_a_socket_only() -> None:
    text = (PACKAGING / "lanthorn-casework.service").read_text()
    assert "--no-control-socket --bind unix:" in text


def test_the_web_server_says_that_it_was_https_and_keeps_no_access_log() -> None:
    text = (PACKAGING / "nginx.conf").read_text()
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in text
    assert "access_log off;" in text
    assert "return 301 https://" in text


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed here")
def test_nginx_reads_the_settings_that_the_how_to_hands_out(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=casework.example",
         "-keyout", key, "-out", certificate], check=True, capture_output=True,
    )  # fmt: skip
    live, site = "/etc/letsencrypt/live/casework.example/", (PACKAGING / "nginx.conf").read_text()
    site = site.replace(f"{live}fullchain.pem", str(certificate)).replace(f"{live}privkey.pem", str(key))
    site = site.replace("/var/log/nginx/", f"{tmp_path}/").replace("listen 80;", "listen 127.0.0.1:8080;")
    site = site.replace("listen 443 ", "listen 127.0.0.1:8443 ")
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\nhttp {{\n{site}\n}}\n")
    done = subprocess.run(["nginx", "-t", "-c", whole], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
