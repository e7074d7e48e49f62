#!/bin/bash
# The image for Zero to JupyterHub, from environment.yml:
#     deploy/image.sh REGISTRY/magnesium-and-bone:0.1.0
# Needs Docker, and repo2docker (pip install jupyter-repo2docker). Not built here: see docs/hub.md.
set -euo pipefail
cd "$(dirname "$0")/.."

# The course lies in /opt, for a student's volume will cover the home folder.
jupyter-repo2docker --no-run --user-id=1000 --user-name=jovyan \
    --target-repo-dir=/opt/magnesium-and-bone --image-name="$1" \
    --appendix="RUN pip install --no-cache-dir nbgitpuller" .
docker push "$1"
