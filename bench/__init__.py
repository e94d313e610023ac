"""Benchmarks: `./lx bench` lists them, `./lx bench NAME` runs one. Each prints a table and writes JSON to results/."""
