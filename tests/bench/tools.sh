# The machine, and the tools that leadflow is measured against.

# version PACKAGE: prints the version of an installed Python package.
version() {
	python3 -c 'import sys, importlib.metadata as m; print(m.version(sys.argv[1]))' "$1" \
		2>/dev/null
}

# has TOOL: whether it is installed and not left out.
has() {
	case ,$without, in
	*,"$1",*) return 1 ;;
	esac
	case $1 in
	duckdb-python) version duckdb ;;
	polars | chdb | pm4py | pyspark) version "$1" ;;
	*) command -v "$1" ;;
	esac >/dev/null
}

# Puts the programs first in PATH, before the wrappers of pip and pyenv, which take 0.2 s.
find_tools() {
	mkdir "$scratch/bin"
	PATH=$scratch/bin:$PATH
	find_python=$(python3 -c 'import sys; print(sys.executable)' 2>/dev/null) || return 0
	# No link: through one, Python does not find the packages of a virtual environment.
	printf '#!/bin/sh\nexec "%s" "$@"\n' "$find_python" >"$scratch/bin/python3"
	chmod +x "$scratch/bin/python3"
	find_duckdb=$(python3 -c 'import duckdb_cli as d; print(d.__path__[0] + "/duckdb")' \
		2>/dev/null) || return 0
	ln -s "$find_duckdb" "$scratch/bin/duckdb"
}

# tool COMMAND VERSION HOW: prints its line of the list, installed or not.
tool() {
	if has "$1"; then
		printf -- '- %s\n' "$(eval "$2" 2>&1 | head -n 1)"
	else
		printf -- '- %s is left out, or not installed: %s\n' "$1" "$3"
	fi
}

describe() {
	install="pip install -r tests/bench/requirements.txt"
	printf '## leadflow, measured on %s\n\n' "$(date -u +%Y-%m-%d)"
	printf -- '- %s, %s cores, %s GB, %s\n' \
		"$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
		"$(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)" "$(uname -sr)"
	printf -- '- %s events of %s leads; medians of %s runs in turn; the load was %s\n' \
		"$events" "$leads" "$runs" "$(cut -d ' ' -f 1 /proc/loadavg)"
	tool lf-transitions 'lf-transitions --version' 'make'
	tool wc 'wc --version' 'apt install coreutils'
	tool duckdb 'echo "DuckDB $(duckdb --version)"' "$install"
	tool duckdb-python 'echo "DuckDB, Python package $(version duckdb)"' "$install"
	tool polars 'echo "Polars $(version polars)"' "$install"
	tool chdb 'echo "ClickHouse, as chdb $(version chdb)"' "$install"
	tool mawk 'mawk -W version' 'apt install mawk'
	tool gawk 'gawk --version' 'apt install gawk'
	tool mlr 'mlr --version' 'apt install miller'
	tool parallel 'parallel --version' 'apt install parallel'
	tool sqlite3 'echo "SQLite $(sqlite3 --version)"' 'apt install sqlite3'
	tool pm4py 'echo "pm4py $(version pm4py)"' 'pip install pm4py'
	tool pyspark 'echo "PySpark $(version pyspark)"' 'pip install pyspark'
	cat <<-END

	Files are in the page cache; output goes to /dev/null. The memory of a pipeline is the
	sum of its processes' peaks. leadflow's velocity tables have Kaplan-Meier columns that
	no other tool's have. What runs in Python includes the start of Python.
	END
}

# competitors log|moves fast|slow: adds jobs that turn that file into the velocity table.
# This log has no ties, so DuckDB can do without row numbers, and is faster then. Tools
# that read rows in order need none.
competitors() {
	if [ "$2" = fast ]; then
		! has duckdb || job DuckDB "duckdb -cmd '.mode tabs' -f velocity/$1.duckdb.sql"
		[ "$1" = moves ] || ! has duckdb || job 'DuckDB, any order of ties' \
			"sed 's/row_number() OVER () AS //; s/row, //; s/, row)/)/' velocity/log.duckdb.sql" \
			"duckdb -cmd '.mode tabs'"
		! has duckdb-python || job 'DuckDB (Python)' \
			"python3 velocity/run-sql.py velocity/$1.duckdb.sql"
		! has polars || job Polars "python3 velocity/$1.polars.py"
		for competitors_awk in mawk gawk; do
			! has "$competitors_awk" || job "$competitors_awk" \
				"$competitors_awk -f velocity/seconds.awk -f velocity/$1.awk $1.tsv" \
				"sort -k1,1 -k2,2n" "$competitors_awk -f velocity/velocity.awk"
		done
		[ "$1" = moves ] || ! has mawk || job 'sort and mawk' "tail -n +2 log.tsv" \
			"cut -f 1,2,4" "sort -s -k2,2" \
			"mawk -f velocity/seconds.awk -f velocity/sorted.awk" \
			"sort -k1,1 -k2,2n" "mawk -f velocity/velocity.awk"
	else
		stats="stats1 -i -a count,mean,stddev,min,p50,p85,p95,max,sum -f days,open -g stage"
		order="put -f velocity/velocity.mlr then sort -f stage"
		! has mlr || job Miller \
			"mlr --tsv put -q -f velocity/$1.mlr then $stats then $order $1.tsv"
		! has sqlite3 || job SQLite "cat velocity/$1.sqlite.sql velocity/velocity.sqlite.sql" \
			"sqlite3 :memory:"
		[ "$1" = log ] || ! has pm4py || job pm4py "python3 velocity/moves.pm4py.py 2>/dev/null"
	fi
}
