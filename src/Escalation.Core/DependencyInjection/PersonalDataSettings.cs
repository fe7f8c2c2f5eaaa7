using Escalation.Redaction;
using Escalation.Triggers.Sensitivity;

namespace Escalation.DependencyInjection;

/// <summary>Personal data in texts; trigger <c>sensitivity-personal-data</c>. That the section is there turns it on.</summary>
/// <remarks>Reasons: <c>personal-data</c> with the class as detail; <c>input-too-large</c> for a text above the limit, <c>no-signal</c> for a turn without text.</remarks>
public sealed class PersonalDataSettings : TextScanOptions
{
    /// <summary>Whether it runs; a later source of configuration can turn it off. The options are validated in both cases.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The codes of the classes to look for, for example <c>payment-card</c>; all that the library recognises when empty.</summary>
    public IList<string> Classes { get; } = [];

    /// <summary>The least confidence that counts, in [0, 1].</summary>
    public double MinimumConfidence { get; set; } = PersonalDataOptions.DefaultMinimumConfidence;

    internal PersonalDataTrigger ToTrigger(string name)
    {
        var data = new PersonalDataOptions { MinimumConfidence = MinimumConfidence };
        if (Classes.Count > 0)
        {
            data.Classes.Clear();
            data.Classes.UnionWith(Classes.Select(code => new DataClass(code)));
        }

        return new PersonalDataTrigger(name, new PersonalDataScanner(data), this);
    }
}
