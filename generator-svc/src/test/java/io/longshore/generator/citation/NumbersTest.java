package io.longshore.generator.citation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          It is 1,212 long.               | 1212
          Es sind 1.212 Stück.            | 1212
          Version 2.1.3 is old.           | 2.1.3
          two towers                      | 2
          twenty-five apples              | 25
          twenty one towers               | 21
          fünfundzwanzig Türme            | 25
          dreißig Türme                   | 30
          zweihundert Türme               | 200
          dua puluh lima menara           | 25
          two hundred fifty towers        | 250
          three thousand five hundred men | 3500
          3 billion people                | 3000000000
          3bn people                      | 3000000000
          3 Milliarden Menschen           | 3000000000
          1.5 million people              | 1500000
          1,5 Millionen Menschen          | 1500000
          a million people                | 1000000
          a dozen pear trees              | 12
          millions of people              | ×1000000
          5 miles                         | 5 mile
          a 5-mile walk                   | 5 mile
          five kilometres                 | 5 km
          5 km/h                          | 5 km/h
          12 square miles                 | 12 mile²
          12 Quadratkilometer             | 12 km²
          £3 million                      | 3000000 pound
          3 million pounds                | 3000000 pound
          5 %                             | 5 %
          5 per cent                      | 5 %
          5 Prozent                       | 5 %
          21 °C                           | 21 °c
          21 degrees Fahrenheit           | 21 °f
          桥长三十米                      | 30 m
          桥长30米                        | 30 m
          一百二十座桥                    | 120
          三万人                          | 30000
          3万人                           | 30000
          1.2亿元                         | 120000000 yuan
          一九三一年                      | 1931 year
          三个人                          | 3
          两个小时                        | 2 hour
          百分之五                        | 5 %
          two hundred and fifty metres    | 250 m
          three thousand and five men     | 3005
          two hundred and fifty thousand men | 250000
          zweihundertfünfzig Meter        | 250 m
          zweihundertfünfzehn Meter       | 215 m
          zweitausendfünfhundert Meter    | 2500 m
          zweitausenddreihundertfünfundzwanzig Türme | 2325
          hundertfünf Türme               | 105
          zweihundert Millionen Menschen  | 200000000
          hundert Jahre                   | 100 year
          tausend Türme                   | 1000
          mehrere hundert Jahre           | ×100
          一亿三千万人                    | 130000000
          3亿5000万人                     | 350000000
          3亿五千万人                     | 350000000
          5千米                           | 5 km
          5千克                           | 5 kg
          12 km2                          | 12 km²
          12 km²                          | 12 km²
          12 square kilometres            | 12 km²
          60 mph                          | 60 mph
          60 miles per hour               | 60 mph
          60 km pro Stunde                | 60 km/h
          摄氏100度                       | 100 °c
          100摄氏度                       | 100 °c
          $5m                             | 5000000 dollar
          $5 million                      | 5000000 dollar
          a mast of 5m                    | 5 m
          """)
  void numbersHaveOneFormWithTheirScaleAndUnit(String text, String number) {
    assertThat(Numbers.of(text)).containsExactly(number);
  }

  @ParameterizedTest
  @CsvSource({
    "He is one of them.",
    "一个人",
    "万一下雨",
    "十分漂亮",
    "三星公司",
    "May is warm.",
    "Lima is a city."
  })
  void whatIsSeldomMeantAsANumberIsNone(String text) {
    assertThat(Numbers.of(text)).isEmpty();
  }

  @Test
  void numbersThatFollowEachOtherAreSeveral() {
    assertThat(Numbers.of("on 8 May 1954, 25 days, two or three"))
        .containsExactly("8", "1954", "25 day", "2", "3");
    assertThat(Numbers.of("between two hundred and three hundred")).containsExactly("200", "300");
    assertThat(Numbers.of("between one thousand and two thousand")).containsExactly("1000", "2000");
    assertThat(Numbers.of("one million and two million")).containsExactly("1000000", "2000000");
    assertThat(Numbers.of("two and fifty")).containsExactly("2", "50");
  }

  @ParameterizedTest
  @CsvSource({
    "5 mile, 5 mile, true",
    "5 mile, 5 km, false",
    "5 mile, 5, true",
    "5, 5 km, true",
    "5, 50 km, false",
    "5 °, 5 °c, true",
    "5 °c, 5 °f, false",
    "5 %, 5 pound, false"
  })
  void aUnitMustBeTheSameWhereBothHaveOne(String wanted, String held, boolean holds) {
    assertThat(Numbers.holds(Set.of(held), wanted)).isEqualTo(holds);
  }

  @Test
  void aBareNumberHasNoUnitThatAnotherNumberBesideItHas() {
    assertThat(Numbers.holds(Set.of("5", "12 km"), "5 km")).isFalse();
    assertThat(Numbers.holds(Set.of("5", "12 hour"), "5 km")).isTrue();
  }
}
