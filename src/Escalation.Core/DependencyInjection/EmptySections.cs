namespace Escalation.DependencyInjection;

/// <summary>The sections that turn a trigger on without content. An empty JSON object arrives as a key without value; the binder would take it for absent.</summary>
internal static class EmptySections
{
    /// <returns>Whether the key names such a section.</returns>
    internal static bool TurnOn(string key, EscalationOptions options)
    {
        switch (key.ToUpperInvariant())
        {
            case "VERBALIZEDCONFIDENCE":
                options.VerbalizedConfidence ??= new VerbalizedConfidenceSettings();
                return true;
            case "DEGENERATESIGNAL":
                options.DegenerateSignal ??= new DegenerateSignalSettings();
                return true;
            case "PERSONALDATA":
                options.PersonalData ??= new PersonalDataSettings();
                return true;
            case "SENTIMENT":
                options.Sentiment ??= new SentimentSettings();
                return true;
            case "HIDDENTEXT":
                options.HiddenText ??= new HiddenTextSettings();
                return true;
            default:
                return false;
        }
    }
}
