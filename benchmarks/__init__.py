"""How fast each stage is, and how the measures compare with the pandas script that one would write instead.

`python -m benchmarks` measures the stages; `python benchmarks/linkage.py` measures the quality of links.
"""
