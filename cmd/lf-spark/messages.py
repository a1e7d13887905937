class Failed(Exception):
    """What ends the run, with the status that it ends with."""

    def __init__(self, message, status=1):
        super().__init__(message)
        self.status = status


def printable(text):
    """What cannot be printed is escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def hold_streams():
    """A closed stream's number would go to the next file that is opened, and Python has no object
    for it: /dev/null takes its place, opened the wrong way round, so that using it fails."""
    for number, flags in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_RDONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open("/dev/null", flags), True)
    sys.stdout = sys.stdout or open(1, "w", closefd=False)


def fail(status, message):
    try:
        os.write(2, ("lf-spark: " + printable(message) + "\n").encode())
    except OSError:
        pass  # The status is all that is left to say it.
    os._exit(status)  # Spark's threads would otherwise say more.


# Before and after a message of our own within one of Spark's.
OPEN, CLOSE = "<<lf-spark: ", ":lf-spark>>"


def cause(error):
    """Our own message within one of Spark's, or the first line of Spark's that says something."""
    text = str(error)
    own = re.search(re.escape(OPEN) + "(.*?)" + re.escape(CLOSE), text, re.DOTALL)
    if own:
        return own.group(1)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if re.match(r"(Caused by: )?[\w.$]+(Exception|Error)\b", line)]
    return "Spark: " + (telling or lines or [type(error).__name__])[-1 if telling else 0]
