using System.Globalization;

namespace Escalation.Tests.Shared;

/// <summary>Runs a part of a test under another culture.</summary>
internal static class Foreign
{
    internal static void Run(string culture, Action test)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo beforeUi = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentCulture = TestCulture.Of(culture);
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture;
        try
        {
            test();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.CurrentUICulture = beforeUi;
        }
    }
}
