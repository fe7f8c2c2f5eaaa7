using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Calibration;

namespace Escalation.Core.Tests.Monitoring;

/// <summary>Edits saved states and mends their hash.</summary>
internal static class StateForger
{
    /// <summary>Sets the value at a path such as <c>watches/0/sum</c>.</summary>
    internal static byte[] Edit(byte[] json, string path, JsonNode? value)
    {
        JsonNode root = JsonNode.Parse(json)!;
        string[] steps = path.Split('/');
        JsonNode parent = root;
        foreach (string step in steps.SkipLast(1))
        {
            parent = parent is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : parent[step]!;
        }

        if (parent is JsonArray array)
        {
            array[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            parent[steps[^1]] = value;
        }

        string edited = root.ToJsonString();
        using var document = JsonDocument.Parse(edited);
        root["sha256"] = Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Serialize(document.RootElement, "sha256")));
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }
}
