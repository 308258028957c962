package citybrain.bench.aggregates;

import java.util.List;
import java.util.Locale;

/** Bars of what contenders cost, as SVG: work, collector and compilers behind each other. */
final class Chart {

  private static final int WIDTH = 860;
  private static final int LEFT = 120;
  private static final int RIGHT = 200;
  private static final int ROW = 26;
  private static final int BAR = 18;
  private static final int HEAD = 40;
  private static final List<String> COLOURS = List.of("#2b6cb0", "#dd9b3a", "#9aa5b1");
  private static final List<String> PARTS = List.of("work", "garbage collector", "JIT compilers");

  private final StringBuilder svg = new StringBuilder();
  private int y;

  private Chart() {}

  static String of(List<Standing> standings) {
    return new Chart().draw(standings);
  }

  private String draw(List<Standing> standings) {
    y = 24;
    text(12, y, "start", "bold", "CPU-seconds per million observations, medians; less is better");
    legend();
    standings.forEach(this::set);
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %1$d %2$d\" font-family=\"sans-serif\" font-size=\"13\">%n"
            + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n%s</svg>%n",
        WIDTH,
        y + 20,
        svg);
  }

  private void legend() {
    y += 22;
    int x = LEFT;
    for (int i = 0; i < PARTS.size(); i++) {
      box(x, y - 11, 12, COLOURS.get(i));
      text(x + 18, y, "start", "normal", PARTS.get(i));
      x += 160;
    }
  }

  private void set(Standing standing) {
    y += HEAD;
    text(12, y, "start", "bold", standing.set());
    double largest =
        standing.contenders().stream()
            .mapToDouble(contender -> standing.cost(contender).median())
            .max()
            .orElse(1);
    for (var contender : standing.contenders()) {
      y += ROW;
      text(LEFT - 10, y, "end", "normal", contender);
      double scale = (WIDTH - LEFT - RIGHT) / largest;
      double x = LEFT;
      var parts =
          List.of(
              standing.part(contender, Run::work),
              standing.part(contender, Run::collector),
              standing.part(contender, Run::compilers));
      for (int i = 0; i < parts.size(); i++) {
        double width = Math.max(0, parts.get(i) * scale);
        box(x, y - 14, width, COLOURS.get(i));
        x += width;
      }
      double ratio = standing.ratio(contender);
      text(
          x + 8,
          y,
          "start",
          "normal",
          String.format(Locale.ROOT, "%.3f", standing.cost(contender).median())
              + (Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, "  (%.2f x hand)", ratio)));
    }
  }

  private void box(double x, int top, double width, String colour) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
            x,
            top,
            width,
            BAR,
            colour));
  }

  private void text(double x, int base, String anchor, String weight, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\">%s</text>%n",
            x,
            base,
            anchor,
            weight,
            text.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
