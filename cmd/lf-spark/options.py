USAGE = """\
usage: lf-spark --input PATH [--input PATH]... --lead COL --time COL
           [--format tsv|csv|parquet] [--output PATH] [--merge COMMAND]
           [--master URL] [--partitions N] [--file FILE]... [--conf KEY=VALUE]...
           PIPELINE
"""

HELP = USAGE + """\
Deals a log out to the machines of an Apache Spark cluster, by lead, and runs
PIPELINE on each part, in order of time; then merges what the copies wrote.

  --input PATH                a file or folder to read, here or where Spark
                              reads (hdfs://, s3a://); may be given again
  --lead COL                  the column that names the lead
  --time COL                  the column of times
  --format tsv|csv|parquet    what the input is; by the end of its name, or tsv
  --output PATH               write to PATH, which is replaced once all is well
  --merge COMMAND             takes all outputs of PIPELINE; without it they are
                              written one after the other under one header
  --master URL                Spark's master, such as local[8] or spark://...
  --partitions N              in how many parts to cut the log
  --file FILE                 a file that PIPELINE reads by its name, such as a
                              stage table; may be given again
  --conf KEY=VALUE            a setting of Spark; may be given again
  --help                      print this help (also -h)
  --version                   print the version (also -V)

PIPELINE is a command of sh. It reads TSV with a header line.

Examples:
  lf-spark --input log.parquet --lead lead --time time --output report.tsv \\
    --merge 'lf-velocity --merge' \\
    'lf-stage --score score | lf-transitions --as-of 2026-07-01 | lf-velocity --partial'
  lf-spark --master 'local[8]' --input logs/ --lead lead --time time \\
    --file stages.tsv 'lf-stage --stages stages.tsv' | lf-sort >staged.tsv
"""

ONE_VALUE = ["lead", "time", "format", "output", "merge", "master", "partitions"]
MANY_VALUES = ["input", "file", "conf"]


class Options:
    """One attribute an option, and pipeline."""

    def __init__(self):
        for name in ONE_VALUE:
            setattr(self, name, None)
        for name in MANY_VALUES:
            setattr(self, name, [])
        self.pipeline = None


def usage_error(message):
    fail(2, message)


def print_and_exit(text):
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        fail(1, "standard output: write error: " + error.strerror)
    os._exit(0)


def take_option(options, argument, rest):
    """Takes the value from the argument (--name=value), or from the next."""
    name, equals, value = argument[2:].partition("=")
    if name in ("help", "version"):
        if equals:
            usage_error("option --%s takes no value" % name)
        print_and_exit(HELP if name == "help" else "lf-spark (leadflow) @VERSION@\n")
    if name not in ONE_VALUE + MANY_VALUES:
        usage_error("unknown option --%s; see lf-spark --help" % name)
    if not equals:
        if not rest:
            usage_error("option --%s needs a value" % name)
        value = rest.pop(0)
    if name in MANY_VALUES:
        getattr(options, name).append(value)
    elif getattr(options, name) is not None:
        usage_error("option --%s is given twice" % name)
    else:
        setattr(options, name, value)


def read_arguments(arguments):
    options, operands, rest = Options(), [], list(arguments)
    while rest:
        argument = rest.pop(0)
        if argument == "--":
            operands += rest
            break
        if argument in ("-h", "-V"):
            argument = "--help" if argument == "-h" else "--version"
        if argument.startswith("--"):
            take_option(options, argument, rest)
        elif argument.startswith("-") and argument != "-":
            usage_error("unknown option %s; see lf-spark --help" % argument)
        else:
            operands.append(argument)
    if len(operands) > 1:
        usage_error("PIPELINE is one argument, in quotation marks, and '%s' is one more"
                    % operands[1])
    options.pipeline = operands[0] if operands else None
    return options


def format_by_name(path):
    """By the names of the files, where it is a folder on this machine."""
    names = [path] if not os.path.isdir(path) else os.listdir(path)
    for ending, kind in (("parquet", r"\.parquet$"), ("csv", r"\.csv(\.[a-z0-9]+)?$")):
        if any(re.search(kind, name.rstrip("/")) for name in names):
            return ending
    return "tsv"


def read_options(arguments):
    options = read_arguments(arguments)
    for name, value in (("input", "PATH"), ("lead", "COL"), ("time", "COL")):
        if not getattr(options, name):
            usage_error("option --%s %s is needed" % (name, value))
    if options.pipeline is None or not options.pipeline.strip():
        usage_error("PIPELINE is needed, such as 'lf-stage --score score | lf-transitions'")
    if options.format is None:
        options.format = format_by_name(options.input[0])
    if options.format not in ("tsv", "csv", "parquet"):
        usage_error("--format: '%s' is not one of tsv|csv|parquet" % options.format)
    if options.partitions is not None:
        if not re.fullmatch("[1-9][0-9]{0,5}", options.partitions):
            usage_error("--partitions: '%s' is not a number from 1 to 999999" % options.partitions)
        options.partitions = int(options.partitions)
    for setting in options.conf:
        if "=" not in setting:
            usage_error("--conf: '%s' is not KEY=VALUE" % setting)
    for path in options.file:
        if not os.path.isfile(path):
            fail(1, path + ": No such file")
    return options
