using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Escalation.DependencyInjection;

/// <summary>A section that notes the paths of the values that are taken.</summary>
internal sealed class WatchedSection(IConfigurationSection inner, ISet<string> taken) : IConfigurationSection
{
    public string Key => inner.Key;

    public string Path => inner.Path;

    public string? Value
    {
        get
        {
            taken.Add(inner.Path);
            return inner.Value;
        }
        set => inner.Value = value;
    }

    public string? this[string key]
    {
        get => GetSection(key).Value;
        set => inner[key] = value;
    }

    public IConfigurationSection GetSection(string key) => new WatchedSection(inner.GetSection(key), taken);

    /// <summary>Whoever asks for children wants a section; the binder looks at the value of an element first, and skips the element if there is one.</summary>
    public IEnumerable<IConfigurationSection> GetChildren()
    {
        taken.Remove(inner.Path);
        return inner.GetChildren().Select(child => new WatchedSection(child, taken));
    }

    public IChangeToken GetReloadToken() => inner.GetReloadToken();
}
