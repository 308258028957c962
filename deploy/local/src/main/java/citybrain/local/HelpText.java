package citybrain.local;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Lays out the help of all commands for the terminal at hand. Descriptions stand in the source in
 * lines as long as the source has them; each would be a paragraph of its own and end ragged in a
 * terminal of 80 columns.
 */
final class HelpText {

  private HelpText() {}

  /** Makes every description one text that flows, as wide as the terminal is. */
  static void flow(CommandLine line) {
    line.setUsageHelpAutoWidth(true);
    var spec = line.getCommandSpec();
    var help = spec.usageMessage();
    help.description(flowing(help.description()));
    // Options are read only once they belong to a command: they are put there anew.
    for (var option : spec.options().toArray(OptionSpec[]::new)) {
      if (option.group() == null && option.description().length > 1) {
        spec.remove(option);
        spec.addOption(option.toBuilder().description(flowing(option.description())).build());
      }
    }
    for (var parameter : spec.positionalParameters().toArray(PositionalParamSpec[]::new)) {
      if (parameter.group() == null && parameter.description().length > 1) {
        spec.remove(parameter);
        spec.addPositional(
            parameter.toBuilder().description(flowing(parameter.description())).build());
      }
    }
    line.getSubcommands().values().forEach(HelpText::flow);
  }

  private static String[] flowing(String[] lines) {
    return lines.length == 0 ? lines : new String[] {String.join(" ", lines)};
  }
}
