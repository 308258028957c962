package citybrain.feed;

import citybrain.observation.Observation;
import citybrain.observation.Pseudonym;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Names the features of a feed by pseudonyms (HMAC-SHA-256): the same for the same feature and key
 * within one period, whatever the order of the readings. The time of a reading decides on the
 * period, so that what is told again has the name it had. For one thread.
 */
public final class Pseudonyms {

  /** A key of fewer bytes can be guessed. */
  public static final int LEAST_KEY = 32;

  private static final String EXPECTED =
      "; expected a secret of "
          + LEAST_KEY
          + " bytes or more, such as that of 'openssl rand -base64 32'";
  private static final String ALGORITHM = "HmacSHA256";

  /** Names that need not be reckoned again; a power of two. */
  private static final int KNOWN = 1 << 16;

  /** A feature, and its name from one time to another, epoch milliseconds. */
  private record Known(String feature, long from, long to, String name) {}

  private final String feed;
  private final PseudonymTerms terms;
  private final Mac mac;
  private final Mac macBefore;
  private final long rotate;
  private final @Nullable Known[] known = new Known[KNOWN];

  /**
   * Takes the keys from the environment.
   *
   * @param feed {@code city/feed}: what two feeds call the same has two names
   * @throws SettingException naming a variable that is not set or too short, and where the city
   *     file names it; never its value
   */
  public Pseudonyms(String feed, PseudonymTerms terms, ReferenceFiles outside) {
    this.feed = feed;
    this.terms = terms;
    this.rotate = terms.rotate().toMillis();
    this.mac = mac(terms.key(), outside);
    this.macBefore = mac(terms.keyBefore(), outside);
  }

  private static Mac mac(PseudonymTerms.Secret secret, ReferenceFiles outside) {
    var name = secret.place() + ": the environment variable '" + secret.variable() + "' ";
    var text = outside.secret(secret.variable()).orElse("").strip();
    if (text.isEmpty()) {
      throw new SettingException(name + "is not set" + EXPECTED);
    }
    var key = text.getBytes(StandardCharsets.UTF_8);
    if (key.length < LEAST_KEY) {
      throw new SettingException(name + "has " + key.length + " bytes" + EXPECTED);
    }
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** The same reading of a feature by its pseudonym. */
  public Observation of(Observation told) {
    return told.ofFeature(name(told.feature(), told.phenomenonTime().toEpochMilli()));
  }

  /** What a feature is called at a time, epoch milliseconds. */
  public String name(String feature, long time) {
    int hash = feature.hashCode() * 0x9E3779B9;
    int slot = hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(KNOWN));
    var one = known[slot];
    if (one == null || time < one.from || time >= one.to || !one.feature.equals(feature)) {
      one = reckoned(feature, time);
      known[slot] = one;
    }
    return one.name;
  }

  private Known reckoned(String feature, long time) {
    long since = terms.since();
    boolean isBefore = time < since;
    long from = rotate == 0 ? Long.MIN_VALUE : Math.floorDiv(time, rotate) * rotate;
    long to = rotate == 0 ? Long.MAX_VALUE : from + rotate;
    // Neither a feed nor a period has a line break: what is signed can be read in one way only.
    var period = rotate == 0 ? "" : from + "/" + to;
    var signed = feed + '\n' + period + '\n' + feature;
    var digest = (isBefore ? macBefore : mac).doFinal(signed.getBytes(StandardCharsets.UTF_8));
    var name = rotate == 0 ? Pseudonym.of(digest) : Pseudonym.of(digest, Instant.ofEpochMilli(to));
    return isBefore
        ? new Known(feature, from, Math.min(to, since), name)
        : new Known(feature, Math.max(from, since), to, name);
  }
}
