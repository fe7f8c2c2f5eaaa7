using Escalation.Decisions;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Small English keyword lists for topics that often call for a person. Starting points to be extended, not complete ones; each gives a reason of its own.</summary>
public static class SensitiveTopics
{
    /// <summary>Thoughts of suicide or self-harm; proposes a person, reason <c>self-harm</c>.</summary>
    public static SensitiveTopic SelfHarm { get; } = Of("self-harm", TopicWords.SelfHarm);

    /// <summary>Threats and instructions of violence, weapons and explosives; reason <c>violence</c>.</summary>
    public static SensitiveTopic Violence { get; } = Of("violence", TopicWords.Violence);

    /// <summary>Contempt for groups of people; reason <c>hate</c>.</summary>
    public static SensitiveTopic Hate { get; } = Of("hate", TopicWords.Hate);

    /// <summary>Sexual content; reason <c>sexual-content</c>.</summary>
    public static SensitiveTopic SexualContent { get; } = Of("sexual-content", TopicWords.SexualContent);

    /// <summary>Children at risk; reason <c>minors</c>.</summary>
    public static SensitiveTopic Minors { get; } = Of("minors", TopicWords.Minors);

    /// <summary>Legal threats, regulators and courts; reason <c>legal-threat</c>.</summary>
    public static SensitiveTopic LegalThreat { get; } = Of("legal-threat", TopicWords.LegalThreat);

    /// <summary>Diagnosis, medication and medical emergencies; reason <c>medical-advice</c>.</summary>
    public static SensitiveTopic MedicalAdvice { get; } = Of("medical-advice", TopicWords.MedicalAdvice);

    /// <summary>Investments, loans and taxes; reason <c>financial-advice</c>.</summary>
    public static SensitiveTopic FinancialAdvice { get; } = Of("financial-advice", TopicWords.FinancialAdvice);

    /// <summary>Fraud, stolen identity and unauthorised payments; reason <c>fraud</c>.</summary>
    public static SensitiveTopic Fraud { get; } = Of("fraud", TopicWords.Fraud);

    /// <summary>Illegal drugs; reason <c>drugs</c>.</summary>
    public static SensitiveTopic Drugs { get; } = Of("drugs", TopicWords.Drugs);

    /// <summary>Instructions to the agent in texts that should hold none, such as results of tools (<see cref="TextSources.LatestResult"/>); reason <c>prompt-injection</c>. Not among <see cref="All"/>, which is about what people ask for.</summary>
    public static SensitiveTopic PromptInjection { get; } = Of("prompt-injection", TopicWords.PromptInjection);

    /// <summary>All of them, the gravest first.</summary>
    public static IReadOnlyList<SensitiveTopic> All { get; } = [SelfHarm, Minors, Violence, Hate, SexualContent, Drugs, Fraud, LegalThreat, MedicalAdvice, FinancialAdvice];

    private static SensitiveTopic Of(string name, string words) =>
        new(name, words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), new Reason(name));
}
