"""Every speed claim, side by side with what a user would pick instead: `python -m benchmarks`.

Each side runs in a fresh process on the same synthetic market and reports what each of its steps took.
What is measured and what it says stands in docs/benchmarks.md.
"""
