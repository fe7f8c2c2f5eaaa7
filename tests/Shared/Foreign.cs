using System.Globalization;

namespace Escalation.Tests.Shared;

/// <summary>Runs a test under another culture. With invariant globalization there are none, so one that writes decimals with a comma stands in.</summary>
internal static class Foreign
{
    internal static void Run(string culture, Action test)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo beforeUi = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentCulture = Find(culture);
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

    private static CultureInfo Find(string culture)
    {
        try
        {
            return new CultureInfo(culture);
        }
        catch (CultureNotFoundException)
        {
            var standIn = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            standIn.NumberFormat.NumberDecimalSeparator = ",";
            standIn.NumberFormat.NegativeSign = "\u2212";
            return standIn;
        }
    }
}
