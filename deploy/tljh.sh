#!/bin/bash
# The course on The Littlest JupyterHub, on the hub's own machine:
#     sudo bash tljh.sh https://github.com/OWNER/REPOSITORY
# Call it again for a newer version of the course. Not run here: see docs/hub.md.
set -euo pipefail
course=/opt/magnesium-and-bone
pip="/opt/tljh/user/bin/python -m pip install"

if [ -d "$course" ]; then git -C "$course" pull; else git clone --depth=1 "$1" "$course"; fi
$pip --no-deps --require-hashes --requirement "$course/requirements.txt"
$pip --no-deps --no-build-isolation --no-index "$course"

tljh-config set limits.memory 1G # a student takes a quarter of it
tljh-config set limits.cpu 2
tljh-config set services.cull.timeout 3600 # a server at rest for an hour ends
tljh-config set services.cull.every 300
tljh-config reload
