#!/usr/bin/env python3
"""What compose.yaml must not forget: compose_check.py FILE. Says nothing when all is well."""

import re
import sys

import yaml

with open(sys.argv[1], encoding="utf-8") as file:
    whole = yaml.safe_load(file)
wrong = []


def default(text):
    """What is left of ${NAME:-default} when nothing is set."""
    return re.sub(r"\$\{[A-Z0-9_]+(?::-([^}]*)|:\?[^}]*)?\}", lambda m: m.group(1) or "", text)


for name, service in whole["services"].items():
    image = default(service["image"])
    if not re.search(r":[0-9][^:]*$", image):
        wrong.append(f"{name}: the image {image} names no version")
    if service.get("restart") != "unless-stopped":
        wrong.append(f"{name}: is not started again")
    if "no-new-privileges:true" not in service.get("security_opt", []):
        wrong.append(f"{name}: may gain privileges")
    if "logging" not in service:
        wrong.append(f"{name}: its log has no end")
    # The image of Pem2 brings its own.
    if "healthcheck" not in service and "build" not in service:
        wrong.append(f"{name}: nobody asks whether it is well")
    if service.get("ports") and name != "caddy":
        wrong.append(f"{name}: is reached from outside")
    for volume in service.get("volumes", []):
        source = volume.split(":")[0]
        if not source.startswith(".") and source not in whole["volumes"]:
            wrong.append(f"{name}: there is no volume {source}")
    for other in service.get("depends_on", {}):
        if other not in whole["services"]:
            wrong.append(f"{name}: depends on {other}, which is not there")
    for network in service.get("networks", []):
        if network not in whole["networks"]:
            wrong.append(f"{name}: there is no network {network}")
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
