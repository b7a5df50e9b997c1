using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace MmRuntime.Lockdep;

/// <summary>The calls that led to a lock operation, without those of the locks themselves.</summary>
internal static class CallerFrames
{
    /// <summary>The stack now; cheap enough to be kept for every edge, because names are looked up only when somebody reads them.</summary>
    public static StackTrace Capture() => new(skipFrames: 2, fNeedFileInfo: false);

    /// <summary>The member that called the lock, as analyzers name it: <c>Account.Transfer</c>.</summary>
    public static string MemberOf(StackTrace? stack) =>
        stack is null ? "declared order" : Foreign(stack).Select(NameOf).FirstOrDefault() ?? "unknown code";

    /// <summary>One line a call, innermost first.</summary>
    public static string Write(StackTrace? stack)
    {
        var text = new StringBuilder();
        foreach (var method in stack is null ? [] : Foreign(stack))
        {
            text.Append(CultureInfo.InvariantCulture, $"  at {method.DeclaringType?.Namespace}{(method.DeclaringType?.Namespace is null ? string.Empty : ".")}{NameOf(method)}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<MethodBase> Foreign(StackTrace stack) =>
        stack.GetFrames().Select(frame => frame.GetMethod()).OfType<MethodBase>().SkipWhile(IsOurs);

    private static bool IsOurs(MethodBase method) =>
        method.Module.Assembly == typeof(CallerFrames).Assembly;

    // Lambdas, local functions and state machines are told by the method they were written in: <Transfer>b__0 in <>c.
    private static string NameOf(MethodBase method)
    {
        var type = method.DeclaringType;
        var name = method.Name;
        while (type is not null && type.Name.StartsWith('<'))
        {
            name = name.StartsWith('<') ? name : type.Name;
            type = type.DeclaringType;
        }

        var written = name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? name[1..end] : name;
        return type is null ? written : $"{type.Name.Split('`')[0]}.{(written == ".ctor" ? type.Name.Split('`')[0] : written)}";
    }
}
