#!/bin/sh
# Memasang spbe-check tanpa internet ke lingkungan sendiri, dan menaruh perintahnya di ~/.local/bin.
set -e
here=$(cd "$(dirname "$0")" && pwd)
home="${SPBE_HOME:-$HOME/.local/share/spbe-check}"
bin="${SPBE_BIN:-$HOME/.local/bin}"
python=
for name in python3 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then python=$name; break; fi
done
[ -n "$python" ] || { echo "Perlu Python 3.11, 3.12, atau 3.13. Pasang salah satunya, lalu jalankan lagi."; exit 1; }
"$python" -m venv "$home" || { echo "Pasang dulu paket venv untuk $python, lalu jalankan lagi."; exit 1; }
"$home/bin/python" -m pip install --quiet --no-index --find-links "$here/wheels" "spbe-checklist[package,browser]"
mkdir -p "$bin"
ln -sf "$home/bin/spbe-check" "$bin/spbe-check"
echo "Terpasang. Jalankan: $bin/spbe-check ./dokumen"
