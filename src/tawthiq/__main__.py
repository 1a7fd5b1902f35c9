"""`python -m tawthiq` is the command line."""

from tawthiq.cli import main

if __name__ == "__main__":
    main()
