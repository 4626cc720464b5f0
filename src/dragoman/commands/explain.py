"""`dragoman explain`."""
import click


@click.command()
def explain() -> None:
    """Soon.

    Example: dragoman explain
    """
