package citybrain.jobs.polling;

import java.util.Locale;

/** Why a poll brought nothing. The codes are stable: operators count by them. */
enum PollFailure {
  UNREACHABLE,
  TIMEOUT,
  STATUS,
  REDIRECT,
  TOO_LARGE,
  WRONG_TYPE,
  BROKEN,
  NO_ROOM;

  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
