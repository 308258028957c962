package citybrain;

import citybrain.detection.CityCalendar;
import citybrain.detection.CityRule;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.DocTreePath;
import com.sun.source.util.DocTreePathScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** What the comments of a rule say of it, as a page. */
final class RulePage {

  private static final Path SOURCES = Path.of("src/main/java");

  /**
   * The comment of a class.
   *
   * @param text paragraphs
   * @param params by name
   */
  private record Comment(List<String> text, Map<String, String> params) {}

  private RulePage() {}

  /** The page of rules that share one method. */
  static String of(String key, List<CityRule<?, ?>> rules) throws IOException {
    var first = rules.get(0);
    var settings = first.usual().of(CityCalendar.of("UTC"));
    var detector = detector(first, settings);
    var method = comment(detector);
    var page = new StringBuilder("## ").append(key).append("\n\n");
    method.text().forEach(paragraph -> page.append(paragraph).append("\n\n"));
    page.append("| rule | version | domain | reads | remembers by | waits for what is late |\n");
    page.append("|---|---|---|---|---|---|\n");
    for (var rule : rules) {
      page.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %s | %s | %s | %s | %s |%n",
              rule.name(),
              rule.version(),
              rule.domain().word(),
              rule.inputs().stream().map(one -> one.name()).collect(Collectors.joining(", ")),
              rule.by().name().toLowerCase(Locale.ROOT),
              rule.lateness()));
    }
    var known = comment(settings.getClass()).params();
    page.append("\n| setting | unless a city file says otherwise | what it is |\n|---|---|---|\n");
    for (var component : settings.getClass().getRecordComponents()) {
      page.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %s | %s |%n",
              component.getName(),
              value(component, settings),
              known.getOrDefault(component.getName(), "")));
    }
    return page.append('\n').toString();
  }

  private static String value(RecordComponent component, Record settings) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return component.getName().equals("timeZone") || component.getType() == CityCalendar.class
          ? "that of the city"
          : String.valueOf(accessor.invoke(settings)).replace("|", "\\|");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component.getName(), e);
    }
  }

  @SuppressWarnings("unchecked") // settings of this very rule
  private static Class<?> detector(CityRule<?, ?> rule, Record settings) {
    return ((CityRule<Record, ?>) rule).made().of(settings, "UTC").getClass();
  }

  private static Comment comment(Class<?> type) throws IOException {
    var top = type;
    while (top.getEnclosingClass() != null) {
      top = top.getEnclosingClass();
    }
    var file = SOURCES.resolve(top.getName().replace('.', '/') + ".java");
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      var task =
          (JavacTask)
              compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjects(file));
      var trees = DocTrees.instance(task);
      var found = new ArrayList<Comment>();
      for (var unit : task.parse()) {
        new TreePathScanner<Void, Void>() {
          @Override
          public Void visitClass(ClassTree tree, Void none) {
            if (tree.getSimpleName().contentEquals(type.getSimpleName())) {
              found.add(read(trees, getCurrentPath()));
            }
            return super.visitClass(tree, null);
          }
        }.scan(unit, null);
      }
      return found.get(0);
    }
  }

  private static Comment read(DocTrees trees, TreePath path) {
    var doc = trees.getDocCommentTree(path);
    if (doc == null) {
      return new Comment(List.of(), Map.of());
    }
    var params = new TreeMap<String, String>();
    new DocTreePathScanner<Void, Void>() {
      @Override
      public Void visitParam(ParamTree tree, Void none) {
        params.put(tree.getName().toString(), flat(tree.getDescription()));
        return null;
      }
    }.scan(new DocTreePath(path, doc), null);
    var paragraphs = new ArrayList<String>();
    for (var one : flat(doc.getFullBody()).split("<p>", -1)) {
      paragraphs.add(one.strip());
    }
    return new Comment(paragraphs, new LinkedHashMap<>(params));
  }

  /** Code and links become code of Markdown, lines one line. */
  private static String flat(List<? extends DocTree> trees) {
    return trees.stream()
        .map(Object::toString)
        .collect(Collectors.joining())
        .replaceAll("\\{@(?:code|link|linkplain) ([^}]*)}", "`$1`")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
