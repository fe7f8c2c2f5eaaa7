using Escalation.Decisions;
using Escalation.Triggers.Sensitivity;
using Escalation.Triggers.Sensitivity.Sentiment;

namespace Escalation.DependencyInjection;

/// <summary>Negative sentiment of the request; trigger <c>sensitivity-sentiment</c>. That the section is there turns it on.</summary>
/// <remarks>Reasons: <c>negative-sentiment</c>; <c>input-too-large</c> for a text above the limit, <c>no-signal</c> for a turn without text.</remarks>
public sealed class SentimentSettings : TextScanOptions
{
    /// <summary>Creates the settings: what was asked is read, and what the agent writes is not.</summary>
    public SentimentSettings() => Sources = TextSources.Request;

    /// <summary>Whether it runs; a later source of configuration can turn it off. The options are validated in both cases.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The floor of the score, in (-1, 1): a lower score escalates.</summary>
    public double Below { get; set; } = SentimentOptions.DefaultBelow;

    /// <summary>The path of a lexicon in VADER's layout; null takes the library's own. Read whenever the policy is built.</summary>
    public string? Lexicon { get; set; }

    /// <summary>The trigger, with a lexicon that the caller read.</summary>
    internal SentimentTrigger ToTrigger(string name, SentimentLexicon lexicon) => new(name, new SentimentOptions
    {
        Sources = Sources,
        MaximumLength = MaximumLength,
        TextIsOptional = TextIsOptional,
        Outcome = Outcome,
        Below = Below,
        Lexicon = lexicon,
    });

    /// <exception cref="PolicyBuildException">Thrown when the file cannot be read or is no lexicon.</exception>
    internal SentimentLexicon ReadLexicon()
    {
        if (Lexicon is null)
        {
            return SentimentLexicon.Default;
        }

        try
        {
            using var reader = new StreamReader(Lexicon);
            return SentimentLexicon.Read(reader);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            throw new PolicyBuildException($"The lexicon '{Lexicon}' of Sentiment cannot be used: {fault.Message}", fault);
        }
    }
}
