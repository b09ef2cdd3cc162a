"""Programs that the benchmark's sets are made with."""
import os
import shutil
import subprocess
from pathlib import Path


def run(command):
    """What a command prints; an error carries what it said."""
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"MAGICK_THREAD_LIMIT": "1"})
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip() or f'exit status {done.returncode}'}")
    return done.stdout


def convert(sources, how, image):
    """Have ImageMagick make a JPEG; it is in its place when it is whole."""
    program = shutil.which("convert-im6.q16") or "convert"
    image.parent.mkdir(parents=True, exist_ok=True)
    part = Path(f"{image.with_suffix('')}.{os.getpid()}.jpg")
    run([program, *sources, *how, f"jpg:{part}"])
    part.rename(image)
