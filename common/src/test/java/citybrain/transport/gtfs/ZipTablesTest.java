package citybrain.transport.gtfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Zips as programs write them that do not know how long an entry will be. */
class ZipTablesTest {

  private static final byte[] TEXT =
      "agency_id,agency_timezone\nT,UTC\n".getBytes(StandardCharsets.UTF_8);

  private static Map<String, String> read(byte[] zip) {
    var tables = new LinkedHashMap<String, String>();
    var names =
        new GtfsZip("town.zip")
            .read(
                zip,
                Set.of("agency.txt", "stops.txt"),
                (table, text) ->
                    tables.put(table, new String(text.readAllBytes(), StandardCharsets.UTF_8)));
    assertThat(names).containsAll(tables.keySet());
    return tables;
  }

  /** One stored entry, whose sizes come behind it, in the directory only, or in eight bytes. */
  private static byte[] zip(boolean descriptor, boolean wide, int method, int flags, int checksum) {
    var name = "agency.txt".getBytes(StandardCharsets.UTF_8);
    var crc = new CRC32();
    crc.update(TEXT);
    int sum = (int) crc.getValue() + checksum;
    var out = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0x04034b50).putShort((short) 45).putShort((short) (flags | (descriptor ? 8 : 0)));
    out.putShort((short) method).putInt(0).putInt(descriptor ? 0 : sum);
    out.putInt(descriptor ? 0 : TEXT.length).putInt(descriptor ? 0 : TEXT.length);
    out.putShort((short) name.length).putShort((short) 0).put(name).put(TEXT);
    if (descriptor) {
      out.putInt(0x08074b50).putInt(sum).putInt(TEXT.length).putInt(TEXT.length);
    }
    int directory = out.position();
    out.putInt(0x02014b50).putShort((short) 45).putShort((short) 45);
    out.putShort((short) (flags | (descriptor ? 8 : 0))).putShort((short) method).putInt(0);
    out.putInt(sum).putInt(wide ? -1 : TEXT.length).putInt(wide ? -1 : TEXT.length);
    out.putShort((short) name.length).putShort((short) (wide ? 28 : 0)).putShort((short) 0);
    out.putShort((short) 0).putShort((short) 0).putInt(0).putInt(wide ? -1 : 0).put(name);
    if (wide) {
      out.putShort((short) 1).putShort((short) 24);
      out.putLong(TEXT.length).putLong(TEXT.length).putLong(0);
    }
    int size = out.position() - directory;
    if (wide) {
      int end64 = out.position();
      out.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
      out.putInt(0).putInt(0).putLong(1).putLong(1).putLong(size).putLong(directory);
      out.putInt(0x07064b50).putInt(0).putLong(end64).putInt(1);
    }
    out.putInt(0x06054b50).putInt(0).putShort((short) (wide ? -1 : 1));
    out.putShort((short) (wide ? -1 : 1)).putInt(wide ? -1 : size).putInt(wide ? -1 : directory);
    out.putShort((short) 0);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void refused(byte[] zip, String words) {
    assertThatThrownBy(() -> read(zip))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("town.zip: ")
        .hasMessageContaining(words);
  }

  @Test
  void storedEntriesWhoseSizeComesBehindThemAreRead() {
    for (var zip :
        List.of(zip(true, false, 0, 0, 0), zip(false, false, 0, 0, 0), zip(true, true, 0, 0, 0))) {
      assertThat(read(zip))
          .containsExactly(Map.entry("agency.txt", new String(TEXT, StandardCharsets.UTF_8)));
    }
  }

  /** A program that unpacks itself, and a comment at the end. */
  @Test
  void whatStandsAroundAZipDoesNotMatter() throws IOException {
    var zip = zip(true, false, 0, 0, 0);
    var around = new ByteArrayOutputStream();
    around.write("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
    around.write(zip, 0, zip.length - 2);
    around.write(new byte[] {5, 0, 'h', 'e', 'l', 'l', 'o'});

    assertThat(read(around.toByteArray())).hasSize(1);
  }

  @Test
  void whatCannotBeReadIsNamed() {
    refused(zip(true, false, 12, 0, 0), "entry 'agency.txt' is packed by method 12");
    refused(zip(true, false, 0, 1, 0), "entry 'agency.txt' is encrypted");
    refused(zip(true, false, 0, 0, 1), "entry 'agency.txt' is damaged: its checksum is wrong");
    refused(new byte[0], "no zip");
    refused(new byte[100], "no zip");
  }

  /** Whatever is changed in it: it is read, or refused in words; no place lies outside of it. */
  @Test
  void aBrokenDirectoryIsRefusedInWords() {
    var random = new Random(17);
    var good = List.of(zip(true, false, 0, 0, 0), zip(true, true, 0, 0, 0), new Timetable().zip());
    var messages = new ArrayList<String>();
    for (int i = 0; i < 20_000; i++) {
      var zip = good.get(i % good.size()).clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        int tail = Math.min(zip.length, 300);
        zip[zip.length - 1 - random.nextInt(tail)] =
            (byte) (random.nextBoolean() ? -1 : random.nextInt());
      }
      try {
        read(zip);
      } catch (SettingException e) {
        messages.add(String.valueOf(e.getMessage()));
      }
    }
    assertThat(messages).hasSizeGreaterThan(1_000).allMatch(text -> text.startsWith("town.zip: "));
  }
}
