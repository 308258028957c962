package citybrain.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What can be done with one feed of a city. */
@Command(
    name = "feed",
    description = "Look at a single feed of a city.",
    subcommands = {FeedCheckCommand.class, FeedGiveUpCommand.class},
    footer = {
      "",
      "Examples:",
      "  ./citybrain feed check aarhus traffic --data DIR",
      "  ./citybrain feed check mycity.yaml noise --sample some.csv",
      "  ./citybrain feed give-up demo meters"
    })
public final class FeedCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
