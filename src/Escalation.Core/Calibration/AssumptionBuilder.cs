namespace Escalation.Calibration;

/// <summary>Collects the assumptions of one certificate in the order in which they read best.</summary>
internal sealed class AssumptionBuilder
{
    private readonly List<string> _sentences = [];

    internal AssumptionBuilder Add(string sentence)
    {
        _sentences.Add(sentence);
        return this;
    }

    internal AssumptionBuilder AddWhen(bool condition, string sentence) => condition ? Add(sentence) : this;

    internal IReadOnlyList<string> ToList() => _sentences.AsReadOnly();
}
