"""`make bench`: every benchmark in a process of its own, one after the other; status 1 when a target is missed.

``python -m tests.benchmarks pdf pages`` runs only those.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run the benchmarks named, or all, and return how many missed a target or failed."""
    known = {path.stem.removeprefix("bench_"): path.stem for path in sorted(HERE.glob("bench_*.py"))}
    wanted = sys.argv[1:] or list(known)
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"unknown benchmark {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    missed = []
    for name in wanted:
        print(f"\n== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"tests.benchmarks.{known[name]}"], check=False).returncode:
            missed.append(name)
    print(
        f"\n{len(wanted) - len(missed)} of {len(wanted)} benchmarks held their targets"
        + (f"; missed or failed: {', '.join(missed)}" if missed else "")
    )
    return min(len(missed), 1)


if __name__ == "__main__":
    sys.exit(main())
