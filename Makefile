# Two commands: `make demo` and `make test`. Everything they need goes into .venv, pinned and hashed.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check fast spark requirements clean
.DELETE_ON_ERROR:

demo: .venv/run.done
	$(BIN)/tawthiq demo $(ARGS)

# Two workers, a file to one of them: `make test ARGS="-n 0 tests/read"` runs in one piece.
test: .venv/dev.done
	$(BIN)/pytest -q -n 2 --dist loadfile $(ARGS)

check: .venv/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/docs

# Optional: the reader as machine code, some one and a half times as fast. Needs a C compiler and Python's headers; a few minutes.
fast: .venv/dev.done
	$(BIN)/python tools/compile_reader.py

# Optional and large (about 450 MB): persons matched on Spark, and the tests of it. Java 17 or later must be there.
spark: .venv/spark.done

.venv/spark.done: requirements/spark.txt | .venv/dev.done
	$(BIN)/pip install --quiet --require-hashes --requirement requirements/spark.txt
	@touch $@

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "tawthiq needs Python 3.11 or later; say which with: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "this Python lacks venv; on Debian: apt install python3-venv"; exit 2; }
	$(PYTHON) -m venv .venv

.venv/run.done: requirements/run.txt requirements/run.in pyproject.toml | .venv/bin/pip
	$(BIN)/pip install --quiet --require-hashes --requirement requirements/run.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.done: requirements/dev.txt .venv/run.done | .venv/bin/pip
	$(BIN)/pip install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@

# For maintainers: pin again from the .in files. Needs uv on PATH.
requirements:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements/run.in -o requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements/dev.in -o requirements/dev.txt
	for one in requirements/judges/*.in; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate $$one -o $${one%.in}.txt; done
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements/spark.in -o requirements/spark.txt

clean:
	rm -rf .venv demo-case
