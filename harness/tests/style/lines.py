#!/usr/bin/env python3
"""No line of our sources is over 120 columns, but for data in raw string literals. Usage: lines.py ROOT"""
import pathlib
import re
import sys

LIMIT = 120
SUFFIXES = {'.cc', '.h', '.py', '.cmake', '.txt'}
RAW = re.compile(r'R"([^()\\ ]{0,16})\(')


def lines_of(path):
    """Yields (number, line, whether data of a raw string literal is on it)."""
    closing = None
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        in_raw = closing is not None
        rest = line
        while True:
            if closing is None:
                start = RAW.search(rest) if path.suffix in {'.cc', '.h'} else None
                if start is None:
                    break
                in_raw = True
                closing = f'){start.group(1)}"'
                rest = rest[start.end():]
            end = rest.find(closing)
            if end < 0:
                break
            rest = rest[end + len(closing):]
            closing = None
        yield number, line, in_raw


def main():
    root = pathlib.Path(sys.argv[1])
    sources = [p for p in sorted((root / 'harness').rglob('*'))
               if p.suffix in SUFFIXES and (p.suffix != '.txt' or p.name == 'CMakeLists.txt')]
    assert len(sources) > 500, f'only {len(sources)} sources under {root}'
    wide = [f'{path.relative_to(root)}:{number}: {len(line)} columns'
            for path in sources for number, line, is_data in lines_of(path) if len(line) > LIMIT and not is_data]
    print('\n'.join(wide) or f'{len(sources)} files, no line over {LIMIT} columns')
    return 1 if wide else 0


sys.exit(main())
