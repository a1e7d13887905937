def check_output(output, read):
    """A file to be written that is also read would be lost."""
    for path in read:
        if os.path.exists(path) and os.path.exists(output) and os.path.samefile(path, output):
            usage_error("--output: '%s' is also read" % output)


def check_parts(parts, rows, pipeline):
    """Nothing was lost on the way: neither rows to the pipelines, nor lines from them."""
    given = sum(part[1] for part in parts)
    if given != rows:
        raise Failed("%d rows were read, but %d were given to '%s': does the header line stand "
                     "again among the rows?" % (rows, given, pipeline))
    for index, _, lines, wrote in parts:
        if wrote.count(b"\n") != lines:
            raise Failed("partition %d: %d lines were written, but %d came"
                         % (index + 1, lines, wrote.count(b"\n")))


def joined(parts):
    """All outputs under their one header line."""
    outputs = [part[3] for part in parts if part[3]]
    if not outputs:
        return b""
    header = outputs[0].partition(b"\n")[0]
    for part in parts:
        if part[3] and part[3].partition(b"\n")[0] != header:
            raise Failed("partition %d: the header line is not that of the first" % (part[0] + 1))
    return header + b"\n" + b"".join(wrote.partition(b"\n")[2] for wrote in outputs)


def merged(parts, command):
    if command is None:
        return joined(parts)
    path = os.path.dirname(os.path.realpath(__file__)) + os.pathsep + os.environ["PATH"]
    merge = subprocess.run(["sh", "-c", command], input=b"".join(part[3] for part in parts),
                           stdout=subprocess.PIPE, env=dict(os.environ, PATH=path))
    if merge.returncode != 0:
        raise Failed("'%s' ended with status %d" % (command, merge.returncode))
    return merge.stdout


def write_here(output, result):
    """A file beside it is written first, so that there is never half a result."""
    new, path = tempfile.mkstemp(dir=os.path.dirname(output) or ".", prefix=".lf-spark-")
    try:
        with os.fdopen(new, "wb") as file:
            file.write(result)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(path, 0o666 & ~mask)
        os.replace(path, output)
    except BaseException:
        os.unlink(path)
        raise


def write_there(spark, output, result):
    """To a file system that Spark reads, in the same way."""
    java = spark.sparkContext._jvm
    path = java.org.apache.hadoop.fs.Path(output)
    new = java.org.apache.hadoop.fs.Path(output + ".lf-spark-new")
    files = path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())
    stream = files.create(new, True)
    stream.write(bytearray(result))
    stream.close()
    files.delete(path, False)
    if not files.rename(new, path):
        raise Failed("%s: cannot be renamed to %s" % (new.toString(), output))


def write_output(spark, output, result):
    if output and "://" in output:
        write_there(spark, output, result)
        return
    try:
        if output:
            write_here(output, result)
        else:
            sys.stdout.buffer.write(result)
            sys.stdout.buffer.flush()
    except OSError as error:
        raise Failed("%s: write error: %s" % (output or "standard output", error.strerror))
