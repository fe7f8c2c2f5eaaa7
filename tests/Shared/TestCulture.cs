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
            var culture = new CultureInfo(name);
            CultureInfo.DefaultThreadCurrentCulture = culture;
            CultureInfo.DefaultThreadCurrentUICulture = culture;
            CultureInfo.CurrentCulture = culture;
        }
    }
}
