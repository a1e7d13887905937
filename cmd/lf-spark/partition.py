def piped(pipeline, header):
    """A function that pipes the rows of a partition through the pipeline, with the header line
    before them, and gives the partition's number, its rows in, and all that came out. What it
    needs is within it, since it travels to the machines of the cluster."""
    marks = (OPEN, CLOSE)

    def failed(index, message):
        return RuntimeError("%spartition %d: '%s' %s%s"
                            % (marks[0], index + 1, pipeline, message, marks[1]))

    def environment(index):
        from pyspark import SparkFiles
        folder = SparkFiles.getRootDirectory()
        return folder, dict(os.environ, LF_SPLIT=str(index + 1),
                            PATH=folder + os.pathsep + os.environ.get("PATH", os.defpath))

    def feed(pipe, rows):
        """Counts the rows. A pipeline that reads no further gets no more, and its status counts."""
        import itertools
        count, open_ = 0, True
        lines = [header.encode() + b"\n"]
        while lines:
            try:
                if open_:
                    pipe.write(b"".join(lines))
            except BrokenPipeError:
                open_ = False
            lines = [bytes(row.line) + b"\n" for row in itertools.islice(rows, 4096)]
            count += len(lines)
        try:
            pipe.close()
        except BrokenPipeError:
            pass
        return count

    def pipe_partition(index, rows):
        folder, variables = environment(index)
        with tempfile.TemporaryFile() as messages:
            copy = subprocess.Popen(["sh", "-c", pipeline], stdin=subprocess.PIPE,
                                    stdout=subprocess.PIPE, stderr=messages, cwd=folder,
                                    env=variables)
            wrote = []
            reader = threading.Thread(target=lambda: wrote.append(copy.stdout.read()))
            reader.start()
            count = feed(copy.stdin, iter(rows))
            reader.join()
            status = copy.wait()
            messages.seek(max(0, messages.seek(0, os.SEEK_END) - 4000))
            said = messages.read().decode(errors="replace").strip()
        if status != 0:
            how = "ended with status %d" % status if status > 0 else "was ended by signal %d" % -status
            raise failed(index, how + (": " + said if said else ""))
        last = wrote[0].rstrip(b"\n").rpartition(b"\n")[2]
        if last.startswith(b"\x18lf-"):
            raise failed(index, "failed: " + last[1:].decode(errors="replace"))
        yield index, count, wrote[0].count(b"\n"), wrote[0]

    return pipe_partition
