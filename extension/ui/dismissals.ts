/** Knows what the employee does not want to see again. Words are kept in the memory of this page only. */
import type { Concern } from '../composer/concern';
import type { DismissedRule } from '../messages';

export class Dismissals {
  private readonly site: string;
  private readonly texts = new Set<string>();
  private readonly rules = new Set<string>();

  constructor(site: string) {
    this.site = site;
  }

  covers(concern: Concern): boolean {
    const rule = this.ruleOf(concern);
    return this.texts.has(concern.key) || (rule !== null && this.rules.has(nameOf(rule)));
  }

  dismissText(concern: Concern): void {
    this.texts.add(concern.key);
  }

  restoreText(concern: Concern): void {
    this.texts.delete(concern.key);
  }

  dismissRule(rule: DismissedRule): void {
    this.rules.add(nameOf(rule));
  }

  restoreRule(rule: DismissedRule): void {
    this.rules.delete(nameOf(rule));
  }

  /** Take over what is dismissed on this site everywhere, as the settings have it now. */
  replaceRules(rules: readonly DismissedRule[]): void {
    this.rules.clear();
    for (const rule of rules) if (rule.site === this.site) this.rules.add(nameOf(rule));
  }

  /** What *This rule here* means for a concern: its rule, or for the classifier its label. Null for notices. */
  ruleOf({ finding }: Concern): DismissedRule | null {
    if (!finding) return null;
    return { site: this.site, source: finding.source, id: finding.rule ?? finding.label };
  }
}

function nameOf(rule: DismissedRule): string {
  return `${rule.source}:${rule.id}`;
}
