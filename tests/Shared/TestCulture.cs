using System.Globalization;
using System.Runtime.CompilerServices;

namespace Escalation.Tests.Shared;

/// <summary>Runs the suite under the culture named by <c>ESCALATION_TEST_CULTURE</c>, so that no result can depend on the machine's own.</summary>
internal static class TestCulture
{
    [ModuleInitializer]
    internal static void Apply()
    {
        string? name = Environment.GetEnvironmentVariable("ESCALATION_TEST_CULTURE");
        if (!string.IsNullOrEmpty(name))
        {
            CultureInfo culture = Of(name);
            CultureInfo.DefaultThreadCurrentCulture = culture;
            CultureInfo.DefaultThreadCurrentUICulture = culture;
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>The culture of that name. Where globalization is invariant there is none, and an invariant one with a decimal comma stands in.</summary>
    internal static CultureInfo Of(string name)
    {
        try
        {
            return new CultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            var standIn = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            standIn.NumberFormat.NumberDecimalSeparator = ",";
            standIn.NumberFormat.NumberGroupSeparator = ".";
            standIn.NumberFormat.NegativeSign = "\u2212";
            return standIn;
        }
    }
}
