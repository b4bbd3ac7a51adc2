/**
 * The data lake: Parquet files that anybody can read. Its raw layer holds what the arena was fed, as it was journaled.
 *
 * <p>Only this package talks to DuckDB; {@link crucible.research.lake.RawLake} and {@link crucible.research.lake.ParquetTable}
 * are the ways to Parquet for everybody else. DuckDB's native library is loaded when the first of them writes or reads.
 */
package crucible.research.lake;
