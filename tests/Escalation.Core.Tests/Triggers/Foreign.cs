using System.Globalization;

namespace Escalation.Core.Tests.Triggers;

/// <summary>Runs a test under another culture. With invariant globalization there are none, so one that writes decimals with a comma stands in.</summary>
internal static class Foreign
{
    internal static void Run(string culture, Action test)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Find(culture);
        try
        {
            test();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
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
