package io.longshore.generator.citation;

import java.util.Arrays;
import java.util.Set;

/** Words that carry no claim, of the languages that Longshore speaks. */
final class FunctionWords {
  private static final Set<String> WORDS =
      Set.copyOf(
          Arrays.asList(
              ("a an the this that these those it its he she they them his her their there here and or but so as at by for from in into"
                      + " of off on onto to with than then is are was were be been being has have had do does did will would can could"
                      + " may might shall should must which who whom whose what when where why how also such only very more most"
                      + " according text texts passage passages states stated mentions mentioned says said answer yes no not"
                      + " if while after before during about between through over under up out all any both each other some"
                      + " der die das den dem des ein eine einen einem einer eines und oder aber auch als am an auf aus bei beim bis da"
                      + " dass durch er es für hat haben hatte hatten ich ihr ihre im in ist sind sein seine sich sie so über um und"
                      + " unter vom von vor war waren warum was wer wie wird wurde wurden zu zum zur mit nach laut ja nein nicht"
                      + " yang dan atau di ke dari pada untuk dengan oleh dalam ini itu adalah ialah ada para juga akan telah sudah"
                      + " dapat bisa tidak menurut teks sebuah seorang tersebut karena sebagai")
                  .split(" ")));

  /** Words that many sentences begin with, and that are no names. */
  private static final Set<String> OPENERS =
      Set.copyOf(
          Arrays.asList(
              ("according additionally afterwards almost already altogether although approximately around because besides both briefly"
                      + " consequently currently despite due earlier early especially eventually every except finally first formerly"
                      + " furthermore generally hence however including indeed initially instead last lastly later likewise located many"
                      + " meanwhile moreover most mostly much nearly nevertheless next nonetheless nowadays often once only originally"
                      + " otherwise overall presently previously primarily roughly second secondly several similarly since situated"
                      + " sometimes soon still subsequently then therefore third though thus today together traditionally ultimately"
                      + " unlike until upon usually whereas within without yet"
                      + " allerdings anfangs anschließend außerdem bereits bevor bisher damals danach daneben dann daher darum dazu"
                      + " derzeit deshalb ebenfalls ehemals einst erst etwa ferner früher ganz gegen gegenwärtig heute hier hingegen"
                      + " inzwischen insgesamt jedoch jetzt kurz laut letztlich manche meist mehrere nachdem neben noch nur obwohl oft"
                      + " ohne rund schließlich schon seit seitdem sobald sogar somit sonst später trotz ungefähr ursprünglich viele"
                      + " vorher während weil weiter weiterhin wenn zuerst zudem zuletzt zunächst zusätzlich zwischen"
                      + " akhirnya antara awalnya banyak beberapa bahkan hampir hanya hingga kemudian ketika kini lalu namun sebelum"
                      + " sebelumnya sejak sekarang sekitar selain selama seluruh semua sementara seperti setelah setiap tanpa tetapi")
                  .split(" ")));

  private FunctionWords() {}

  static boolean opens(String lowerCase) {
    return OPENERS.contains(lowerCase);
  }

  static boolean contains(String lowerCase) {
    return WORDS.contains(lowerCase);
  }
}
