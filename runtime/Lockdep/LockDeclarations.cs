using System.Reflection;
using MmRuntime.Annotations;

namespace MmRuntime.Lockdep;

/// <summary>What attributes say of lock classes.</summary>
internal static class LockDeclarations
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static LockClass OfMember(Type owner, string member, LockKind kind)
    {
        var found = owner.GetMember(member, MemberTypes.Field | MemberTypes.Property, Everything).FirstOrDefault()
            ?? throw new ArgumentException($"'{owner}' has no field or property '{member}'.", nameof(member));
        return OfMember(found, kind);
    }

    public static LockClass OfType(Type lockType, LockKind kind) => Declare(lockType, null, lockType.Name, kind);

    /// <summary>Every lock of an assembly that has a declared class or order, with the orders declared on it.</summary>
    public static IEnumerable<(LockClass Class, IEnumerable<LockOrderAttribute> Orders, Type Owner)> In(Assembly assembly)
    {
        foreach (var one in assembly.GetCustomAttributes<LockClassAttribute>())
        {
            yield return (Apply(LockClass.Named(one.Name, one.Kind), one), [], typeof(object));
        }

        foreach (var type in assembly.GetTypes())
        {
            if (IsDeclared(type))
            {
                yield return (OfType(type, KindOf(type)), type.GetCustomAttributes<LockOrderAttribute>(), type);
            }

            foreach (var member in type.GetMembers(Everything).Where(member => member is FieldInfo or PropertyInfo && IsDeclared(member)))
            {
                yield return (OfMember(member, KindOf(TypeOf(member))), member.GetCustomAttributes<LockOrderAttribute>(), type);
            }
        }
    }

    /// <summary>The class that a text in an attribute means: a class name, a member of the type it stands in, or <c>Type.member</c>.</summary>
    public static LockClass Resolve(string reference, Type owner) =>
        LockClassTable.Find(reference)
        ?? (owner.GetMember(reference, MemberTypes.Field | MemberTypes.Property, Everything).FirstOrDefault() is { } member ? OfMember(member, KindOf(TypeOf(member))) : null)
        ?? LockClass.Named(reference);

    private static bool IsDeclared(MemberInfo member) =>
        member.IsDefined(typeof(LockClassAttribute), inherit: false) || member.IsDefined(typeof(LockOrderAttribute), inherit: false)
        || member.IsDefined(typeof(NestsUnderAttribute), inherit: false) || member.IsDefined(typeof(OrderedByAttribute), inherit: false);

    private static LockClass OfMember(MemberInfo member, LockKind kind) =>
        Declare(member, TypeOf(member), $"{member.DeclaringType!.Name}.{member.Name}", kind);

    private static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    // A class that an assembly declares may be seen here before its first lock is made.
    private static LockKind KindOf(Type type) => type.IsDefined(typeof(ForbidsSleepWhileHeldAttribute), inherit: true) ? LockKind.Spin : LockKind.Sleep;

    // The nearest one counts: member before type.
    private static LockClass Declare(MemberInfo member, Type? type, string ownName, LockKind kind)
    {
        var declared = member.GetCustomAttributes<LockClassAttribute>().FirstOrDefault() ?? type?.GetCustomAttributes<LockClassAttribute>().FirstOrDefault();
        var name = declared?.Name ?? ownName;
        var lockClass = declared is null
            ? LockClassTable.Find(name) ?? LockClass.Named(name, kind)
            : Apply(LockClass.Named(name, declared.Kind), declared);
        var outers = member.GetCustomAttributes<NestsUnderAttribute>().Select(nests => Resolve(nests.Outer, member.DeclaringType ?? typeof(object)).Name);
        lockClass.NestsUnder = [.. lockClass.NestsUnder.Union(outers)];
        lockClass.OrderedBy = (member.GetCustomAttribute<OrderedByAttribute>() ?? type?.GetCustomAttribute<OrderedByAttribute>())?.Key ?? lockClass.OrderedBy;
        return lockClass;
    }

    private static LockClass Apply(LockClass lockClass, LockClassAttribute declared)
    {
        lockClass.Rank = declared.Rank;
        lockClass.IsReentrant = declared.Reentrant;
        return lockClass;
    }
}
