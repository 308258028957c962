package citybrain.local.command;

import citybrain.RulePages;
import citybrain.feed.SettingException;
import citybrain.local.view.TerminalSize;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./citybrain rules}: how each rule reckons, in words. */
@Command(
    name = "rules",
    description = {
      "List the rules, or print how some of them reckon: what they tell, by which formula,",
      "whose that is, what they cannot see, and their settings."
    },
    footer = {
      "",
      "Examples:",
      "  ./citybrain rules",
      "  ./citybrain rules water.night-leak",
      "  ./citybrain rules 'water.*'"
    })
public final class RulesCommand implements Callable<Integer> {

  /** Where nobody reads along. */
  private static final int PIPE_COLUMNS = 200;

  private static final int NARROWEST = 60;

  @Parameters(
      arity = "0..*",
      paramLabel = "RULE",
      description = "By the key of its settings; * stands for anything.")
  private List<String> names = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var pages = RulePages.all();
    if (names.isEmpty()) {
      int width = pages.keySet().stream().mapToInt(String::length).max().orElse(0);
      int room = columns() - width - 2;
      pages.forEach(
          (key, page) -> {
            var said = firstSentence(page);
            var cut = said.length() <= room ? said : said.substring(0, room - 1) + "\u2026";
            out.print(String.format(Locale.ROOT, "%-" + width + "s  %s%n", key, cut));
          });
    }
    for (var name : names) {
      var pattern =
          Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE);
      var found = pages.keySet().stream().filter(key -> pattern.matcher(key).matches()).toList();
      if (found.isEmpty()) {
        throw new SettingException(
            "'" + name + "' is no rule; there are: " + String.join(", ", pages.keySet()));
      }
      found.forEach(key -> out.print("## " + key + "\n\n" + pages.get(key) + "\n\n"));
    }
    out.flush();
    return 0;
  }

  private static int columns() {
    int told =
        TerminalSize.parse(System.getProperty("citybrain.terminal", ""))
            .map(TerminalSize::columns)
            .orElse(PIPE_COLUMNS);
    return Math.max(NARROWEST, told);
  }

  private static String firstSentence(String page) {
    int end = page.indexOf(". ");
    int line = page.indexOf('\n');
    return page.substring(0, end > 0 && end < line ? end : Math.max(0, line));
  }
}
