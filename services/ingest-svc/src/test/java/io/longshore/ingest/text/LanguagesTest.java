package io.longshore.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
  private final Languages languages = new Languages();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | The ship was lost in the storm, and all of them were afraid that it would not come back.",
        "de | Das Schiff ging im Sturm verloren, und sie hatten alle Angst, dass es nicht wiederkommt.",
        "fr | Le navire est perdu dans la tempête, et tous ont peur que les marins ne reviennent pas.",
        "es | El barco se perdió en la tormenta y todos tenían miedo de que no volviera a la costa.",
        "it | La nave si è persa nella tempesta e tutti avevano paura che non tornasse più al porto.",
        "nl | Het schip is in de storm vergaan en ze waren allemaal bang dat het niet terug zou komen.",
        "pt | O navio perdeu-se na tempestade e todos tinham medo de que ele não voltasse para o porto.",
        "id | Kapal itu hilang dalam badai dan mereka semua takut bahwa kapal itu tidak akan kembali.",
        "pl | Statek zaginął w czasie burzy i wszyscy bali się, że nie wróci już do portu.",
        "tr | Gemi fırtınada kayboldu ve herkes onun bir daha geri gelmeyeceğinden çok korktu.",
        "vi | Con tàu đã bị mất trong cơn bão và mọi người đều sợ rằng nó sẽ không trở về được.",
        "ru | Корабль пропал в бурю, и все они боялись, что он уже не вернётся.",
        "uk | Корабель зник у бурю, і всі вони боялися, що він вже не повернеться до порту.",
        "ar | فقدت السفينة في العاصفة وكان الجميع خائفين من أن لا تعود إلى الميناء.",
        "fa | کشتی در توفان گم شد و همه از این می ترسیدند که دیگر به بندر باز نگردد.",
        "zh | 那船在暴风雨中失踪了，大家都怕它再也回不来。",
        "ja | その船は嵐の中で消えてしまい、みんなはもう戻らないのではないかと恐れた。",
        "ko | 그 배는 폭풍 속에서 사라졌고 모두가 두려워했다.",
        "el | Το πλοίο χάθηκε στην καταιγίδα.",
        "th | เรือหายไปในพายุ",
        "und | 12345 +++ 67",
        "und | Lorem xyzzy plugh frobnicate quux waldo fnord",
      })
  void aDocumentSLanguageIsTold(String language, String text) {
    assertThat(languages.detect(text)).isEqualTo(language);
  }
}
