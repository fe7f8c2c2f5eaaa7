namespace Escalation.Tool.Tests.Support;

/// <summary>A test that needs a browser; skipped with a visible reason where there is none.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.Path is null)
        {
            Skip = "No Chromium on the PATH.";
        }
    }
}
