package io.longshore.generator.extraction;

import java.util.regex.Pattern;

/** What "what is" asks about: a thing to be described, or a feature of it that texts name. */
final class Thing {
  private static final int FLAGS =
      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

  private static final String ARTICLE =
      "(?:the|your|my|our|its|their|his|her|this|der|die|das|den|ihre?|eure|unsere?|meine?)";

  /** That takes a sentence or more to say. */
  private static final Pattern ACCOUNT =
      Pattern.compile(
          "(?:"
              + ARTICLE
              + " )?(?:\\S+ ){0,2}?(?:reason|cause|difference|similarity|similarities|effect|impact|influence|consequence|result|outcome"
              + "|definition|meaning|concept|idea|principle|nature|significance|importance|relationship|connection"
              + "|way|practice|secret|process|processes|procedure|step|method|strategy|approach|mechanism|policy|policies|rule|requirement|condition"
              + "|purpose|goal|aim|role|function|use|benefit|advantage|disadvantage|drawback|risk|problem|issue"
              + "|plot|history|story|background|content|summary|overview|description|explanation|argument|message|moral"
              + "|grund|gründe|ursache|unterschied|ähnlichkeit|auswirkung|wirkung|folge|einfluss|bedeutung|definition|sinn|idee|prinzip"
              + "|verhältnis|verfahren|ablauf|methode|regel|voraussetzung|bedingung|zweck|ziel|aufgabe|rolle|funktion"
              + "|vorteil|nachteil|risiko|problem|inhalt|handlung|geschichte)(?:s|e|n|en)?\\b",
          FLAGS);

  private static final Pattern A_THING = Pattern.compile("(?:an?|eine?[nrs]?) ", FLAGS);

  private static final Pattern NAMED =
      Pattern.compile(
          "(?:an?|eine?[nrs]?) (?:of|der|des|(?:\\S+ )?(?:name|term|word|number|list|example|synonym|type|kind|form|wort|begriff|bezeichnung|beispiel) (?:of|for|für))\\b"
              + "|.* (?:called|known as|that|which|who|genannt|bezeichnet)\\b",
          FLAGS);

  /** The Treaty of Versailles; der Kalte Krieg. */
  private static final Pattern PROPER_NAME =
      Pattern.compile(
          "the (?:\\p{Lu}\\S+ ){1,5}of\\b|(?:der|die|das) \\p{Lu}\\p{L}*en? \\p{Lu}",
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern FEATURE =
      Pattern.compile(
          "\\b(?:names?|nicknames?|surname|titles?|terms?|words?|abbreviation|numbers?|codes?|version|phone|e-?mail|address|addresses|website|url"
              + "|prices?|costs?|fees?|salary|currency|rates?|ratio|percentages?|proportion|shares?|amounts?|totals?|sum|values?|maximum|minimum|average|limits?|score|rank"
              + "|size|length|height|width|depth|weight|speed|distance|temperature|area|density|population|colou?rs?|languages?|capitals?|locations?|nationality"
              + "|age|dates?|deadlines?|years?|months?|days?|times?|hours|duration"
              + "|examples?|one|two|three|four|five|\\p{Nd}+|other|another|lone|first|second|third|last|only|most|least|largest|biggest|smallest|highest|lowest|longest|shortest|oldest|youngest|newest|latest|earliest|best|worst"
              + "|called|known|found|made|built|held|given|born|located|\\p{L}+['’]s|\\p{L}+s['’]"
              + "|\\p{L}*(?:name|titel|begriff|wort|bezeichnung|nummer|adresse|preis|kosten|gebühr|währung|quote|anteil|betrag|zahl|größe|höhe|länge|breite|tiefe|gewicht|temperatur|fläche|farbe|sprache|hauptstadt|alter|datum|frist|zeit|zeiten)"
              + "|zwei|drei|vier|fünf|beiden|andere[nrs]?|zweite[nrs]?|letzte[nrs]?|einzige[nrs]?|(?-i:\\p{Ll}{2,}ste[nrs]?))(?=[ ,]|$)",
          FLAGS);

  /**
   * A feature by its grammar: the voice of the keeper, die Stimme des Wärters, what is needed, the
   * ship that sank.
   */
  private static final Pattern NARROWED =
      Pattern.compile(
          ARTICLE
              + " .*\\b(?:of|des|der|von|vom)\\b|(?:\\S+ ){0,3}?\\p{L}{2,}[^\\We]ed(?: (?:in|by|to|on|for|as|from|with)\\b|$)|.* (?:(?:that|which|who)\\b|(?:on|in|at|by|with|from|of|as)$)",
          FLAGS);

  private Thing() {}

  /** Whether it is described rather than named. */
  static boolean isDescribed(String thing) {
    if (A_THING.matcher(thing).lookingAt()) {
      return !NAMED.matcher(thing).lookingAt();
    }
    return ACCOUNT.matcher(thing).lookingAt()
        || PROPER_NAME.matcher(thing).lookingAt()
        || !(FEATURE.matcher(thing).find() || NARROWED.matcher(thing).lookingAt());
  }
}
