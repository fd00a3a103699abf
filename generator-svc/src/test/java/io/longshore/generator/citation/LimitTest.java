package io.longshore.generator.citation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is copied stands between angle brackets, what it becomes behind the arrow. */
class LimitTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "It needs at least ‹67› Senators.-> at least 67",
        "It needs At least ‹two thirds› of them.-> At least two thirds",
        "There were no more than ‹forty trees› there.-> no more than forty trees",
        "It costs up to ‹$5.50› a day.-> up to $5.50",
        "Not later than ‹1990› it was sold.-> Not later than 1990",
        "It needs at least ‹one› witness.-> at least one",
        "Es waren mindestens ‹300› Schiffe.-> mindestens 300",
        "Das waren nicht mehr als ‹zwölf› Boote.-> nicht mehr als zwölf",
        "Dafür braucht man ‹67 Stimmen› oder mehr davon.-> 67 Stimmen oder mehr",
        "Ada lebih dari ‹300› kapal.-> lebih dari 300",
        "这里至少‹三百艘›船。-> 至少三百艘",
        "长度不到 ‹40 米›。-> 不到 40 米",
        "需要‹67票›以上。-> 67票以上",
        "这里不少于‹67票›。-> 不少于67票",
        "不多于‹5›人-> 不多于5",
        "Ini tidak lebih dari ‹300›.-> tidak lebih dari 300",
        "It costs at least ‹US$5›.-> at least US$5",
        "It takes at least about ‹67›.-> at least about 67",
        "A minimum of ‹67› is needed.-> A minimum of 67",
        "Es waren maximal ‹12› Boote.-> maximal 12",
        "For those of ‹65› or over.-> 65 or over",
        "It can't pass without at least ‹67› votes.-> at least 67",
        "AT LEAST ‹TEN› VOTES-> AT LEAST TEN",
        "‹60岁›以上老人免费-> 60岁以上",
        "法定人数不得少于‹67›人-> 不得少于67",
        "没有超过‹300›-> 没有超过300",
        "Sie war nicht dabei, mindestens ‹5› Boote waren da.-> mindestens 5",
      })
  void itsWordsAreReadWithTheNumber(String marked, String read) {
    assertThat(read(marked)).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It needs about ‹67› Senators.",
        "She was loved more than ‹the king›.",
        "He walked up to ‹the door›.",
        "A combat least ‹67› knew.",
        "At least they had ‹67› boats.",
        "‹Anna› or more boats.",
        "They weren't more than ‹67›.",
        "She never had more than ‹five›.",
        "It was hardly more than ‹five›.",
        "Er hatte nie mehr als ‹zwölf› Boote.",
        "公司于‹2020年›以上海为总部。",
        "It was built in ‹1931› and later widened.",
        "It has ‹12 floors› or more than that.",
        "It was never ‹five› or more.",
        "这里没有‹67票›以上。",
        "He walked up to ‹BBC One›.",
        "La Paz liegt höher als ‹Lima›.",
        "Anzahl der Boote: ‹67› mehr oder minder.",
        "不足之处有‹三›。",
      })
  void elseNothingIsAdded(String marked) {
    assertThat(read(marked))
        .isEqualTo(marked.substring(marked.indexOf('‹') + 1, marked.indexOf('›')));
  }

  @Test
  void aSpaceInFrontOfTheNumberIsNoBorder() {
    assertThat(read("It takes at least‹ 67›.")).isEqualTo("at least 67");
  }

  private static String read(String marked) {
    int start = marked.indexOf('‹');
    int end = marked.indexOf('›') - 1;
    String text = marked.replaceAll("[‹›]", "");
    return text.substring(Limit.begin(text, start), Limit.end(text, start, end));
  }
}
