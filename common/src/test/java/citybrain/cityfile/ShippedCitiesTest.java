package citybrain.cityfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShippedCitiesTest {

  private final CityFile aarhus = ShippedCities.load("aarhus", FakeKind.ALL);
  private final CityFile demo = ShippedCities.load("demo", FakeKind.ALL);

  @Test
  void demoSaysThatItIsSynthetic() {
    assertThat(demo.synthetic()).isTrue();
    assertThat(demo.note().orElseThrow()).contains("synthetic");
    assertThat(demo.history()).contains(Duration.ofDays(1));
    assertThat(demo.bounds().contains(2.30, 54.75)).isTrue();
    assertThat(demo.zones()).extracting(ZoneLayerSpec::layer).containsExactly("district", "dma");
    assertThat(demo.feeds())
        .extracting(FeedSpec::name)
        .containsExactly(
            "traffic",
            "parking",
            "weather",
            "water-pressures",
            "water-flows",
            "water-flows-hourly",
            "water-levels",
            "water-demands",
            "meters",
            "transformers",
            "air",
            "buses",
            "trip-updates");
    assertThat(demo.feeds()).allMatch(feed -> feed.source().isEmpty() && !feed.placed());
  }

  /** Weekday and hour stay, and the weeks demo-city proposes meet on one Monday. */
  @Test
  void aarhusMeetsOnOneMonday() {
    var start = aarhus.replayStart().orElseThrow();

    assertThat(start.getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
    assertThat(LocalDate.of(2018, 5, 14).plusWeeks(shift("water-flows")))
        .isEqualTo(start.toLocalDate());
    assertThat(LocalDate.of(2024, 2, 5).plusWeeks(shift("meters"))).isEqualTo(start.toLocalDate());
    assertThat(shift("transformers")).isEqualTo(shift("meters"));
    assertThat(shift("water-pressures"))
        .isEqualTo(shift("water-flows"))
        .isEqualTo(shift("water-levels"))
        .isEqualTo(shift("water-demands"));
    assertThat(shift("traffic")).isZero();
  }

  @Test
  void aarhusSaysWhatWasNotMeasuredThere() {
    assertThat(aarhus.synthetic()).isFalse();
    assertThat(aarhus.note().orElseThrow()).contains("not Aarhus measurements");
    assertThat(aarhus.feeds())
        .filteredOn(FeedSpec::placed)
        .extracting(FeedSpec::name)
        .containsExactly(
            "water-pressures",
            "water-flows",
            "water-levels",
            "water-demands",
            "meters",
            "transformers");
    assertThat(aarhus.feeds())
        .allMatch(feed -> feed.origin().isPresent() && feed.licence().isPresent())
        .noneMatch(feed -> feed.source().equals(Optional.empty()));
  }

  @Test
  void beijingGoesLiveInTheMiddleOfAnEpisode() {
    var beijing = ShippedCities.load("beijing", FakeKind.ALL);
    var live = beijing.replayStart().orElseThrow();
    assertThat(live.getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
    assertThat(live.toLocalDate()).isEqualTo(LocalDate.of(2015, 11, 30));
    assertThat(beijing.history().orElseThrow()).isGreaterThan(Duration.ofDays(14));
    assertThat(beijing.note().orElseThrow()).contains("GCJ-02", "500 m");
    assertThat(beijing.feeds())
        .allMatch(feed -> feed.origin().isPresent() && feed.licence().isPresent());
    assertThat(beijing.zones()).extracting(ZoneLayerSpec::layer).containsExactly("district");
  }

  /** Whole weeks of the city come on top of those of a feed, and move the start with them. */
  @Test
  void aCityCanBeMovedByWholeWeeks() {
    var text = ShippedCities.text("aarhus") + "shift-weeks: 3\n";
    var moved = CityFile.parse("aarhus.yaml", text, FakeKind.ALL);
    assertThat(moved.replayStart().orElseThrow())
        .isEqualTo(aarhus.replayStart().orElseThrow().plusWeeks(3));
    assertThat(moved.findFeed("traffic").orElseThrow().shiftWeeks()).isEqualTo(3);
    assertThat(moved.findFeed("meters").orElseThrow().shiftWeeks()).isEqualTo(shift("meters") + 3);
    assertThatThrownBy(
            () ->
                CityFile.parse(
                    "aarhus.yaml",
                    ShippedCities.text("aarhus") + "shift-weeks: half\n",
                    FakeKind.ALL))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("shift-weeks")
        .hasMessageContaining("whole number of weeks");
  }

  @Test
  void namesTheCitiesThereAre() {
    assertThat(ShippedCities.NAMES)
        .allMatch(name -> ShippedCities.load(name, FakeKind.ALL).city().equals(name));
    assertThatThrownBy(() -> ShippedCities.text("arhus"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "there is no city 'arhus'; expected one of demo, aarhus, beijing, kingston, or a .yaml file; did you mean"
                + " 'aarhus'?");
  }

  @Test
  void kingstonBringsItsOwnDistricts() {
    var kingston = ShippedCities.load("kingston", FakeKind.ALL);
    var zones =
        CityZones.load(
            kingston,
            path -> {
              throw new SettingException("nothing but what is shipped is needed");
            });

    var districts = zones.find("district").orElseThrow();
    assertThat(districts.layer().zones()).hasSizeBetween(5, 20);
    assertThat(zones.warnings()).isEmpty();
    assertThat(kingston.note().orElseThrow()).contains("approximate");
    // Queen's University lies in one of them, and no two overlap.
    int campus = districts.ordinalAt(-76.4951, 44.2253);
    assertThat(districts.zone(campus).id()).isEqualTo("downtown");
    assertThatThrownBy(() -> ShippedCities.file("shipped:atlantis.geojson"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("atlantis");
  }

  private long shift(String feed) {
    return aarhus.findFeed(feed).orElseThrow().shiftWeeks();
  }
}
