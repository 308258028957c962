package citybrain.jobs.lake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the lake with DuckDB, which shares no code with our writer. */
public final class Duck implements AutoCloseable {

  private final Connection connection;

  public Duck() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
  }

  /** A table function over all finished files of a dataset. */
  public static String table(Path lake, String dataset) {
    return "read_parquet('" + lake.resolve(dataset) + "/**/*.parquet', hive_partitioning=true)";
  }

  /** The rows of the answer, columns joined by a bar. */
  public List<String> rows(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        var cells = new ArrayList<String>();
        for (int column = 1; column <= columns; column++) {
          cells.add(String.valueOf((Object) result.getString(column)));
        }
        rows.add(String.join("|", cells));
      }
      return rows;
    }
  }

  /** Runs what has no answer. */
  public void run(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public String one(String sql) throws SQLException {
    return rows(sql).get(0);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
